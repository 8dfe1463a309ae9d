import { defineConfig } from "astro/config";
import mdx from "@astrojs/mdx";
import { SITE } from "./src/config";

// https://astro.build/config
export default defineConfig({
  site: SITE.website,
  base: "/notes",
  integrations: [mdx()],
});
