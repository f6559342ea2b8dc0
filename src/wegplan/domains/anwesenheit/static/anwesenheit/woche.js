// One key per mark, arrows move, a column's "alle anwesend" fills the empty fields. The form works without it.
(function () {
  "use strict";

  const formular = document.querySelector("[data-woche]");
  if (!formular) return;
  const MARKEN = ["a", "k", "e", "u"];

  // rows of fields; a cell without a field is a hole
  const raster = Array.from(formular.querySelectorAll("tbody tr"), function (zeile) {
    return Array.from(zeile.querySelectorAll("td"), function (zelle) { return zelle.querySelector("select"); });
  });

  function stelle(feld) {
    for (let zeile = 0; zeile < raster.length; zeile += 1) {
      const spalte = raster[zeile].indexOf(feld);
      if (spalte >= 0) return { zeile: zeile, spalte: spalte };
    }
    return null;
  }

  // the next field in a direction; holes are jumped over
  function gehe(feld, dz, ds) {
    const hier = stelle(feld);
    if (!hier) return false;
    let zeile = hier.zeile + dz;
    let spalte = hier.spalte + ds;
    while (raster[zeile] && spalte >= 0 && spalte < raster[zeile].length) {
      if (raster[zeile][spalte]) {
        raster[zeile][spalte].focus();
        return true;
      }
      zeile += dz;
      spalte += ds;
    }
    return false;
  }

  // after a mark the one below, at the foot of a column the first one of the next
  function weiter(feld) {
    if (gehe(feld, 1, 0)) return;
    const hier = stelle(feld);
    for (let spalte = hier.spalte + 1; spalte < raster[0].length; spalte += 1) {
      for (let zeile = 0; zeile < raster.length; zeile += 1) {
        if (raster[zeile][spalte]) {
          raster[zeile][spalte].focus();
          return;
        }
      }
    }
  }

  const SCHRITTE = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  formular.addEventListener("keydown", function (ereignis) {
    const feld = ereignis.target;
    if (feld.tagName !== "SELECT" || ereignis.ctrlKey || ereignis.metaKey || ereignis.altKey) return;
    const taste = ereignis.key;
    const zeichen = taste.toLowerCase();
    if (MARKEN.includes(zeichen)) {
      ereignis.preventDefault();
      if (!feld.querySelector("option[value='" + zeichen + "']")) return;
      feld.value = zeichen;
      weiter(feld);
    } else if (SCHRITTE[taste]) {
      ereignis.preventDefault();
      gehe(feld, SCHRITTE[taste][0], SCHRITTE[taste][1]);
    } else if (taste === "Delete" || taste === "Backspace") {
      ereignis.preventDefault();
      feld.value = "";
    } else if (taste === "Enter") {
      ereignis.preventDefault();
      formular.requestSubmit();
    }
  });

  formular.addEventListener("click", function (ereignis) {
    const knopf = ereignis.target.closest("button[name=alle]");
    if (!knopf) return;
    ereignis.preventDefault();
    const spalte = knopf.closest("th").cellIndex - 1;
    raster.forEach(function (zeile) {
      const feld = zeile[spalte];
      if (feld && !feld.value && feld.querySelector("option[value=a]")) feld.value = "a";
    });
  });
})();
