// Has remark check front matter against the schemas in .schemas/, in an editor or by `npm run check`. Does nothing until
// `npm install` was run.
const kinds = {
  article: "articles",
  event: "events",
  topic: "topics",
  entity: "entities",
  publisher: "publishers",
  page: "pages",
};
const schemas = Object.fromEntries(
  Object.entries(kinds).map(([kind, folder]) => [`./.schemas/${kind}.json`, [`./content/${folder}/**/*.md`]]),
);

async function plugins() {
  try {
    const frontMatter = await import("remark-frontmatter");
    const schema = await import("remark-lint-frontmatter-schema");
    return [[frontMatter.default, ["yaml"]], [schema.default, { schemas }]];
  } catch {
    return [];
  }
}

export default { plugins: await plugins() };
