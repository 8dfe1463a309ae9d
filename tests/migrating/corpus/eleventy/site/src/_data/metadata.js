export default {
  title: "潮間帶",
  url: "https://example.org/",
  language: "zh-TW",
  description: "海岸與程式的手記",
  author: { name: "小華" },
};
