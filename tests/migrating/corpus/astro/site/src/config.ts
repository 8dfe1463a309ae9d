export const SITE = {
  website: "https://example.org/", // the address
  author: "小華",
  desc: "海岸與程式的手記",
  title: "潮間帶",
  lang: "zh-TW",
} as const;
