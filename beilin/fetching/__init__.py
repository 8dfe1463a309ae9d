"""Files of other hosts, brought into the archive: images that articles show, and pages that they link to."""
