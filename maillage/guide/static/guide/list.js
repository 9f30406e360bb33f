// The who's who's list: filters that answer at once, the browser's position, the map when it is opened.
(function () {
  "use strict";
  var form = document.getElementById("recherche");
  if (!form) return;
  document.documentElement.classList.add("scripted");

  // --- Filters through htmx: clean addresses, facets that stay open, a whole page on « back ».
  if (window.htmx) {
    htmx.config.historyCacheSize = 0;
    htmx.config.refreshOnHistoryMiss = true;
    document.body.addEventListener("htmx:configRequest", function (event) {
      var detail = event.detail, parameters = detail.parameters;
      Object.keys(parameters).forEach(function (key) {
        if (parameters[key] === "") delete parameters[key];
      });
      if (detail.triggeringEvent && detail.triggeringEvent.type === "input") detail.headers["X-En-Frappe"] = "1";
    });
    var open = [];
    document.body.addEventListener("htmx:beforeSwap", function () {
      open = Array.prototype.map.call(document.querySelectorAll("#facettes details[open]"), function (one) { return one.id; });
    });
    document.body.addEventListener("htmx:afterSwap", function (event) {
      open.forEach(function (id) {
        var one = document.getElementById(id);
        if (one) one.open = true;
      });
      // What was pressed is gone: the reading goes on at the number of results.
      var pressed = event.detail.requestConfig && event.detail.requestConfig.elt;
      if (pressed && pressed.closest && pressed.closest(".pagination, .chips")) {
        document.getElementById("nombre").focus({ preventScroll: true });
      }
    });
  }

  // --- « Ma position »
  var button = form.querySelector("[data-position]");
  var point = form.elements.point, near = form.elements.pres;
  // Without script nothing would empty it when another place is typed.
  point.disabled = false;
  near.addEventListener("input", function () {
    near.setCustomValidity("");
    point.value = "";
  });
  if (button && "geolocation" in navigator && window.isSecureContext) {
    button.hidden = false;
    form.querySelector("[data-position-note]").hidden = false;
    button.addEventListener("click", function () {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(function (position) {
        button.disabled = false;
        near.value = "";
        near.setCustomValidity("");
        if (form.elements.tri) form.elements.tri.value = "";
        point.value = position.coords.latitude.toFixed(3) + "," + position.coords.longitude.toFixed(3);
        form.requestSubmit();
      }, function () {
        button.disabled = false;
        near.setCustomValidity("Votre appareil n’a pas donné sa position : indiquez plutôt une commune ou un code postal.");
        near.reportValidity();
      }, { maximumAge: 600000, timeout: 10000 });
    });
  }

  // --- Filters and map: beside the list on a wide screen, folded on a phone.
  var map = document.querySelector("[data-map]");
  var loaded = false;
  function load() {
    if (loaded || !map || !map.open) return;
    loaded = true;
    map.dataset.styles.split(" ").forEach(function (address) {
      var link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = address;
      document.head.appendChild(link);
    });
    map.dataset.scripts.split(" ").forEach(function (address) {
      var script = document.createElement("script");
      script.src = address;
      script.async = false;
      document.head.appendChild(script);
    });
  }
  if (map) map.addEventListener("toggle", load);
  var wide = window.matchMedia("(min-width: 64rem)");
  function unfold() {
    if (!wide.matches) return;
    document.querySelectorAll("[data-facets], [data-map]").forEach(function (one) { one.open = true; });
    load();
  }
  wide.addEventListener("change", unfold);
  unfold();
  // The home page leads to the map itself.
  if (map && window.location.hash === "#carte") {
    map.open = true;
    map.scrollIntoView();
  }
})();
