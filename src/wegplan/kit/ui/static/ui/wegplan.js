// Saves steps where scripts run; every page works without it.
(function () {
  "use strict";

  const KUERZEL = "wegplan.kuerzel";

  function schreibt(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  // `/` goes to the person search, unless somebody is writing or has switched it off on the help page (WCAG 2.1.4).
  document.addEventListener("keydown", function (ereignis) {
    if (ereignis.key !== "/" || ereignis.ctrlKey || ereignis.metaKey || ereignis.altKey) return;
    if (schreibt(ereignis.target) || localStorage.getItem(KUERZEL) === "aus") return;
    const suche = document.querySelector("[data-taste='/']");
    if (!suche) return;
    ereignis.preventDefault();
    suche.focus();
    suche.select();
  });

  const schalter = document.querySelector("[data-kuerzel]");
  if (schalter) {
    schalter.checked = localStorage.getItem(KUERZEL) !== "aus";
    schalter.addEventListener("change", function () {
      localStorage.setItem(KUERZEL, schalter.checked ? "an" : "aus");
    });
    schalter.closest("[hidden]").hidden = false;
  }

  // The error summary takes the focus, also when htmx brought it (autofocus works on page load only).
  function fehlerZeigen(wurzel) {
    const liste = wurzel.querySelector("#fehlerliste");
    if (liste) liste.focus();
  }

  // A region that does not scroll needs no stop of the tab key; one that does shows it at its edge.
  function regionenPruefen() {
    document.querySelectorAll(".wp-tabelle-rahmen, .wp-diagramm__bild").forEach(function (region) {
      const scrollt = region.scrollWidth > region.clientWidth + 4;
      region.classList.toggle("wp-scrollt", scrollt);
      if (scrollt) region.setAttribute("tabindex", "0");
      else region.removeAttribute("tabindex");
    });
  }

  // A link of the error summary goes to the control itself.
  document.addEventListener("click", function (ereignis) {
    const verweis = ereignis.target.closest(".wp-fehlerliste a");
    const ziel = verweis && document.getElementById(verweis.hash.slice(1));
    if (!ziel) return;
    ereignis.preventDefault();
    ziel.focus();
    ziel.scrollIntoView({ block: "center" });
  });

  // Escape closes the menu and gives the focus back to its button.
  document.addEventListener("keydown", function (ereignis) {
    const menue = document.querySelector(".wp-menue[open]");
    if (ereignis.key !== "Escape" || !menue) return;
    menue.removeAttribute("open");
    menue.querySelector("summary").focus();
  });

  document.addEventListener("htmx:after:swap", function () {
    fehlerZeigen(document);
    regionenPruefen();
  });
  window.addEventListener("resize", regionenPruefen);
  regionenPruefen();
  window.addEventListener("load", function () { fehlerZeigen(document); });
})();
