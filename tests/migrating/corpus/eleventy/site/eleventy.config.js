export default function (config) {
  config.addPassthroughCopy({ "./public/": "/" });
  config.addPassthroughCopy("src/img");
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: "njk" };
}
