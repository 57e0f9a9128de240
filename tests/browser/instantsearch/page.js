// A search page made of InstantSearch alone: nothing but `hosts` says that another program answers.

const { liteClient } = window["algoliasearch/lite"];
const { instantsearch } = window;
const {
  configure,
  currentRefinements,
  hierarchicalMenu,
  hits,
  menu,
  pagination,
  panel,
  refinementList,
  searchBox,
  sortBy,
  stats,
} = instantsearch.widgets;

const site = new URL(document.documentElement.dataset.site ?? location.origin);

const searchClient = liteClient("zhengsou", "public", {
  hosts: [{ url: `${site.host}/api/algolia`, accept: "readWrite", protocol: site.protocol.replace(":", "") }],
  // What is tested is built for finding faults, not for speed.
  timeouts: { connect: 20_000, read: 20_000, write: 20_000 },
});

/** What readers call the attributes that narrow. */
const NAMES = { "region.lvl0": "地区", year: "年份", kind: "文种", department: "职能部门" };

const search = instantsearch({ indexName: "notices", searchClient, routing: true });

function titled(title, widget) {
  return panel({ templates: { header: () => title } })(widget);
}

search.addWidgets([
  configure({ hitsPerPage: 5, attributesToSnippet: ["text:60"] }),
  searchBox({ container: "#words", placeholder: "检索政策文件" }),
  titled("地区", hierarchicalMenu)({
    container: "#places",
    attributes: ["region.lvl0", "region.lvl1", "region.lvl2"],
    limit: 40,
  }),
  titled("年份", menu)({ container: "#years", attribute: "year", sortBy: ["name:desc"] }),
  titled("文种", refinementList)({ container: "#kinds", attribute: "kind" }),
  titled("职能部门", refinementList)({
    container: "#departments",
    attribute: "department",
    limit: 6,
    searchable: true,
    searchablePlaceholder: "查找部门",
  }),
  stats({
    container: "#stats",
    templates: { text: ({ nbHits }) => `共 ${nbHits} 件` },
  }),
  sortBy({
    container: "#order",
    items: [
      { label: "相关度", value: "notices" },
      { label: "最新", value: "notices_newest" },
      { label: "最早", value: "notices_oldest" },
    ],
  }),
  currentRefinements({
    container: "#refined",
    transformItems: (items) => items.map((item) => ({ ...item, label: NAMES[item.attribute] })),
  }),
  hits({
    container: "#hits",
    templates: {
      empty: () => "没有找到",
      item: (hit, { html, components }) => html`
        <article data-id="${hit.objectID}">
          <h2><a href="${hit.link}">${components.Highlight({ hit, attribute: "title" })}</a></h2>
          <p class="of">${hit.region} · ${hit.kind} · ${hit.year}年 · ${hit.validity}</p>
          <p>${components.Snippet({ hit, attribute: "text" })}</p>
        </article>
      `,
    },
  }),
  pagination({ container: "#pages" }),
]);

search.start();
