"use strict";
(() => {
  const themes = /*THEMES*/;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /* Colours are named "@role" in specifications. */
  const painted = (value, theme) =>
    typeof value === "string"
      ? value.startsWith("@") && theme[value.slice(1)] ? theme[value.slice(1)] : value
      : Array.isArray(value)
        ? value.map((each) => painted(each, theme))
        : value && typeof value === "object"
          ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, painted(v, theme)]))
          : value;

  const config = (theme) => {
    const words = { labelColor: theme.dim, titleColor: theme.dim, labelFontSize: 11, titleFontSize: 12, titleFontWeight: "normal" };
    return {
      background: theme.paper,
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: { ...words, gridColor: theme.grid, domainColor: theme.axis, tickColor: theme.axis },
      axisY: { titleAngle: 0, titleAlign: "left", titleAnchor: "start", titleY: -10, titleX: 0, titleBaseline: "bottom", domain: false, ticks: false },
      legend: { ...words, labelColor: theme.text, offset: 28 },
      text: { fill: theme.text, fontSize: 11 },
      range: { category: [0, 1, 2, 3, 4, 5, 6, 7].map((k) => theme["c" + k]) },
    };
  };

  const show = async (figure) => {
    const theme = dark.matches ? themes.dark : themes.light;
    const spec = painted(JSON.parse(figure.querySelector(".spec").textContent), theme);
    const live = figure.querySelector(".live");
    try {
      figure.classList.add("lively");
      await vegaEmbed(live, spec, {
        ast: true, renderer: "svg", actions: false, config: config(theme), defaultStyle: false,
        tooltip: { disableDefaultStyle: true, theme: "plain" },
      });
    } catch (failed) {
      /* The still picture says the same. */
      figure.classList.remove("lively");
      live.replaceChildren();
      console.error(figure.id, failed);
    }
  };

  const near = (figure) => figure.getBoundingClientRect().top < innerHeight + 400;
  const figures = [...document.querySelectorAll("figure")].filter((f) => f.querySelector(".spec"));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      seen.unobserve(entry.target);
      show(entry.target);
    }
  }, { rootMargin: "400px" });
  const first = figures.filter(near);
  first.forEach(show);
  figures.filter((figure) => !first.includes(figure)).forEach((figure) => seen.observe(figure));
  dark.addEventListener("change", () => figures.filter((f) => f.classList.contains("lively")).forEach(show));

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
        const order = (a, b) => {
          const x = key(a), y = key(b);
          if (x === "" || y === "") return (x === "") - (y === "");
          const difference = Number(x) - Number(y);
          return (up ? 1 : -1) * (Number.isNaN(difference) ? x.localeCompare(y) : difference);
        };
        table.tBodies[0].append(...[...table.tBodies[0].rows].sort(order));
      });
    });
  }
})();
