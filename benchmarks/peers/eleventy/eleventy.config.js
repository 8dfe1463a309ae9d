import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

const perTagPage = 50;

/** Latin in lower case, Han kept: Eleventy's own `slugify` drops Han. */
const slug = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
const day = (date) => date.toISOString().slice(0, 10);
const newestFirst = (articles) => [...articles].sort((a, b) => b.date - a.date);

/** The articles of each tag, newest first. */
function byTag(articles) {
  const tags = new Map();
  for (const article of newestFirst(articles)) {
    for (const name of article.data.topics) {
      if (!tags.has(name)) tags.set(name, []);
      tags.get(name).push(article);
    }
  }
  return tags;
}

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addFilter("slug", slug);
  config.addFilter("day", day);
  const all = (api) => api.getFilteredByGlob("content/articles/*.md");
  config.addCollection("newest", (api) => newestFirst(all(api)));
  config.addCollection("latest", (api) => newestFirst(all(api)).slice(0, 20));
  config.addCollection("tagList", (api) =>
    [...byTag(all(api))].map(([name, items]) => ({ name, count: items.length })).sort((a, b) => b.count - a.count));
  config.addCollection("tagPages", (api) => {
    const pages = [];
    for (const [name, items] of byTag(all(api))) {
      const count = Math.ceil(items.length / perTagPage);
      for (let number = 1; number <= count; number++) {
        const url = (n) => `/tags/${slug(name)}/` + (n > 1 ? `page/${n}/` : "");
        pages.push({
          name,
          url: url(number),
          previous: number > 1 ? url(number - 1) : null,
          next: number < count ? url(number + 1) : null,
          items: items.slice((number - 1) * perTagPage, number * perTagPage),
        });
      }
    }
    return pages;
  });
  return {
    dir: { input: "content", output: "site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
    templateFormats: ["md", "njk"],
  };
}
