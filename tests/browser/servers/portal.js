// Serves the page of a portal that embeds the box: another origin, with a strict policy of its own.

import { createServer } from "node:http";

import { PORTAL, SITE } from "../addresses.js";

const POLICY = `default-src 'none'; script-src ${SITE}; style-src ${SITE}; connect-src ${SITE}; img-src ${SITE}; form-action ${SITE}; base-uri 'none'`;

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>清泽市人民政府门户网站</title>
<script type="module" src="${SITE}/embed.js"></script>
</head>
<body>
<main>
<h1>清泽市人民政府门户网站</h1>
<policy-search endpoint="${SITE}">
<form action="${SITE}/search" method="get" role="search">
<label for="words">检索政策文件</label>
<input id="words" name="q" type="search" maxlength="2000" autocomplete="off">
<button type="submit">检索</button>
</form>
</policy-search>
</main>
</body>
</html>
`;

createServer((request, response) => {
  const found = new URL(request.url, PORTAL).pathname === "/";
  response.writeHead(found ? 200 : 404, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
  });
  response.end(found ? PAGE : "");
}).listen(Number(new URL(PORTAL).port), "127.0.0.1");
