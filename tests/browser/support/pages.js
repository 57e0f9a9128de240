// The pages of the site over the sample library, each named for what it shows.

export const NOTICE = "/notices/zhengwugongkai~qingze-2024";

/** Words that many notices hold, over several pages of results. */
export const WORDS = "政务公开";

/** Words that several readers asked before the suite began. */
export const POPULAR = "站内检索";

/** A requirement as a clause of the sample library puts it, and two clauses that put it. */
export const PASSAGE = "政策文件和解读材料同步起草、同步审签、同步发布";
export const CLAUSES = ["zhengwugongkai~qingze-2023:6cc0223d", "qu~tinglan-2023:9cb4c522"];

/** A draft with something of every severity to be told. */
export const DRAFT = `（一）做好公共数据公开。由市大数据局牵头，依据岚政办发[2023]12号公布公共数据目录。
（二）加强政策解读。政策文件和解读材料同步起草、同步审签、同步发布，执行《清泽市创业担保贷款实施办法》（泽人社发〔2019〕21号）和《清泽市渡口看护管理办法》（泽政发〔2019〕77号）。
`;

/** A notice of last year and the one of this year. */
export const YEARS = ["zhengwugongkai~qingze-2023", "zhengwugongkai~qingze-2024"];

export function search(query, parameters = {}) {
  return `/search?${new URLSearchParams({ q: query, ...parameters })}`;
}

/** Every page with its address and the status that it is answered with. */
export const PAGES = [
  { name: "home", path: "/" },
  { name: "results", path: search(WORDS) },
  { name: "results of clauses", path: search(WORDS, { scope: "clauses" }) },
  { name: "results of tasks", path: search(WORDS, { scope: "assignments" }) },
  { name: "filtered results", path: search(WORDS, { year: "2024", sort: "newest" }) },
  { name: "an answer", path: search("公积金贷款最高多少") },
  { name: "no results", path: search(WORDS, { year: "2009" }) },
  { name: "a notice", path: `${NOTICE}?q=${encodeURIComponent(WORDS)}` },
  { name: "a notice that ended", path: "/notices/qita~tongling-2009-chenjiu" },
  { name: "precedents", path: `/precedents?${new URLSearchParams({ clause: CLAUSES[0], validity: "any" })}` },
  { name: "no passage yet", path: "/precedents" },
  { name: "wordings", path: `/variants?${new URLSearchParams({ text: PASSAGE, validity: "any" })}` },
  { name: "a timeline", path: `/timeline?${new URLSearchParams({ q: WORDS, validity: "any" })}` },
  { name: "clauses side by side", path: `/compare?${new URLSearchParams(CLAUSES.map((key) => ["c", key]))}` },
  { name: "two notices compared", path: `/compare?${new URLSearchParams(YEARS.map((id) => ["n", id]))}` },
  { name: "what a notice is compared with", path: `/compare?${new URLSearchParams({ n: YEARS[0] })}` },
  { name: "help with drafting", path: `/drafting?${new URLSearchParams({ notice: YEARS[0], part: "2" })}` },
  { name: "topics that a notice lacks", path: `/drafting?${new URLSearchParams({ notice: YEARS[0], view: "topics" })}` },
  { name: "a table of facts", path: `/facts?${new URLSearchParams({ q: "政策解读形式不少于几种", validity: "any" })}` },
  { name: "no draft yet", path: "/check" },
  { name: "the description of the API", path: "/api/docs" },
  { name: "a checked draft", path: `/check?${new URLSearchParams({ text: DRAFT, region: "清泽市" })}` },
  { name: "a draft that is refused", path: `/check?${new URLSearchParams({ text: DRAFT, region: "汀洲区" })}`, status: 422 },
  { name: "preferences", path: "/preferences" },
  { name: "library", path: "/library" },
  { name: "an unknown address", path: "/nowhere", status: 404 },
  { name: "wrong parameters", path: "/search?page=first&sort=up", status: 422 },
];
