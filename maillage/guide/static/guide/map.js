// The map of the list: ground, clustered markers, numbers of those known at their commune alone.
(function () {
  "use strict";
  var fold = document.querySelector("[data-map]");
  var box = document.getElementById("carte");
  var words = document.querySelector("[data-map-words]");
  if (!fold || !box || !window.L) return;
  box.hidden = false;

  var map = L.map(box, { maxZoom: 18, minZoom: 5, zoomSnap: 0.5, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  map.zoomControl.remove();
  L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.setView([46.6, 2.5], 6);
  // The wheel moves the page, until the map is entered by a click or the keyboard.
  box.addEventListener("focusin", function () { map.scrollWheelZoom.enable(); });
  box.addEventListener("focusout", function (event) {
    if (!box.contains(event.relatedTarget)) map.scrollWheelZoom.disable();
  });
  if (fold.dataset.tiles) {
    L.tileLayer(fold.dataset.tiles, { maxZoom: 18, attribution: text(fold.dataset.attribution), referrerPolicy: "origin" }).addTo(map);
  }

  var groundBounds = null;
  var known = {};       // identifier → {name, theme, place, url}
  var shown = "";       // address of the markers drawn
  var notes = [];
  var named = [];       // names of the communes that have no number of their own
  var grounds = 0;
  var outlines = [];    // bounds of each commune drawn
  var corner = null;
  var markers = L.markerClusterGroup({
    maxClusterRadius: 50, showCoverageOnHover: false, spiderLegPolylineOptions: { weight: 1.5, color: "#22201c", opacity: 0.6 },
    chunkedLoading: true, animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    iconCreateFunction: function (cluster) {
      var number = cluster.getChildCount();
      var side = number < 10 ? 36 : number < 100 ? 44 : 54;
      return L.divIcon({ className: "cluster-pin", iconSize: [side, side], html: number + "<span class=\"visually-hidden\"> structures à cet endroit, agrandir</span>" });
    }
  }).addTo(map);
  var communes = L.layerGroup().addTo(map);

  function text(value) {
    var holder = document.createElement("span");
    holder.textContent = value;
    return holder.innerHTML;
  }
  function element(name, content, attributes) {
    var made = document.createElement(name);
    if (content) made.textContent = content;
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }
  function read(address) {
    return fetch(address, { headers: { Accept: "application/json" } }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }
  function plural(number, one, many) {
    return number.toLocaleString("fr-FR") + " " + (number > 1 ? many : one);
  }

  function popup(marker) {
    var facts = known[marker.options.actor];
    if (!facts) return element("p", "Chargement…");
    var holder = element("div");
    var title = element("p");
    title.appendChild(element("a", facts.name, { href: facts.url }));
    holder.appendChild(title);
    if (facts.theme) holder.appendChild(element("p", facts.theme));
    if (facts.place) holder.appendChild(element("p", facts.place));
    return holder;
  }

  function label(marker) {
    var facts = known[marker.options.actor], icon = marker.getElement();
    icon.title = facts ? facts.name : "Structure";
    icon.setAttribute("aria-label", icon.title);
  }

  // Names are asked only for the markers in sight that stand alone.
  function nameVisible() {
    var bounds = map.getBounds(), missing = [];
    markers.eachLayer(function (marker) {
      if (!known[marker.options.actor] && marker.getElement() && bounds.contains(marker.getLatLng())) missing.push(marker);
    });
    while (missing.length) name(missing.splice(0, 100));
  }
  function name(nameless) {
    var ids = nameless.map(function (marker) { return marker.options.actor; });
    read(fold.dataset.names + "?id=" + ids.join(",")).then(function (facts) {
      Object.keys(facts).forEach(function (id) { known[id] = facts[id]; });
      nameless.forEach(function (marker) {
        if (marker.getElement()) label(marker);
        if (marker.isPopupOpen()) marker.setPopupContent(popup(marker));
      });
    });
  }
  // Markers come to the map one by one, when they are loaded, leave a cluster or enter its sight.
  var waiting;
  function placed(event) {
    label(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(nameVisible, 50);
  }
  map.on("moveend", nameVisible);
  map.on("popupopen", function (event) {
    var link = event.popup.getElement().querySelector("a[href]:not(.leaflet-popup-close-button)");
    var close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", "Fermer");
    if (link && box.contains(document.activeElement)) link.focus({ preventScroll: true });
  });
  box.addEventListener("keydown", function (event) {
    if (event.key === "Escape") map.closePopup();
  });
  map.on("popupclose", function (event) {
    var icon = event.popup._source && event.popup._source.getElement();
    var lost = document.activeElement === document.body || box.contains(document.activeElement);
    if (icon && lost) icon.focus({ preventScroll: true });
  });

  function numberWords(one) {
    return plural(one.number, "structure connue", "structures connues") + " à la commune de " + one.name + ", voir la liste";
  }
  function numbered(one) {
    var html = "<span>" + text(one.name) + "</span><span class=\"commune-number\">" + one.number.toLocaleString("fr-FR") + " à la commune</span>";
    var icon = L.divIcon({ className: "commune-name", iconSize: [150, 50], html: html });
    var marker = L.marker(one.point, { icon: icon, zIndexOffset: 1000 });
    marker.on("click keypress", function (event) {
      if (event.type === "click" || event.originalEvent.key === "Enter") window.location.assign(one.url);
    });
    marker.on("add", function () {
      marker.getElement().setAttribute("role", "link");
      marker.getElement().setAttribute("aria-label", numberWords(one));
    });
    return marker;
  }
  // A commune's number stands where it hides the fewest markers, as near its middle as can be.
  var places = [[0, 0], [0, -45], [0, 45], [-70, 0], [70, 0], [-70, -45], [70, -45], [-70, 45], [70, 45], [0, 90], [0, -90]];
  function hidden(box, others) {
    return others.reduce(function (sum, other) {
      var across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      var down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      return sum + (across > 0 && down > 0 ? across * down : 0);
    }, 0);
  }
  function settle() {
    var taken = Array.prototype.map.call(box.querySelectorAll(".pin, .cluster-pin, .leaflet-control"), function (one) { return one.getBoundingClientRect(); });
    communes.eachLayer(function (marker) {
      var icon = marker.getElement();
      if (!icon || !icon.classList.contains("commune-name")) return;
      var middle = L.point(marker.options.icon.options.iconSize).divideBy(-2), best = null;
      icon.style.marginLeft = middle.x + "px";
      icon.style.marginTop = middle.y + "px";
      var parts = Array.prototype.map.call(icon.children, function (one) { return one.getBoundingClientRect(); });
      places.forEach(function (by) {
        var moved = parts.map(function (one) {
          return { left: one.left + by[0], right: one.right + by[0], top: one.top + by[1], bottom: one.bottom + by[1] };
        });
        var cost = moved.reduce(function (sum, one) { return sum + hidden(one, taken); }, 0) + 6 * (Math.abs(by[0]) + Math.abs(by[1]));
        if (!best || cost < best.cost) best = { cost: cost, by: by, moved: moved };
      });
      icon.style.marginLeft = middle.x + best.by[0] + "px";
      icon.style.marginTop = middle.y + best.by[1] + "px";
      taken = taken.concat(best.moved);
    });
  }
  map.on("moveend", settle);
  markers.on("animationend", settle);

  function inCorner(one) {
    var control = L.control({ position: "bottomright" });
    control.onAdd = function () {
      return element("a", plural(one.number, "connue", "connues") + " à la commune", { href: one.url, "class": "commune-number", "aria-label": numberWords(one) });
    };
    return control;
  }

  function say(data) {
    words.replaceChildren();
    var located = data.id.length, atCommune = 0;
    data.communes.forEach(function (one) { atCommune += one.number; });
    if (!located && !atCommune && !data.unplaced) {
      words.appendChild(element("p", "Rien à placer sur la carte."));
      return;
    }
    var parts = [located ? plural(located, "structure placée", "structures placées") + " sur la carte" : "Aucune structure placée sur la carte"];
    if (atCommune) parts.push(plural(atCommune, "connue", "connues") + " à la commune seulement (adresse non publique ou non située)");
    if (data.unplaced) parts.push(plural(data.unplaced, "sans lieu connu", "sans lieu connu") + ", dans la liste seulement");
    words.appendChild(element("p", parts.join(" ; ") + "."));
    notes.forEach(function (note) { words.appendChild(element("p", note)); });
  }

  // Without a background, one looks no closer than the commune: beyond, nothing tells where one is.
  function closest(bounds) {
    if (fold.dataset.tiles) return 16;
    var around = outlines.filter(function (one) { return one.contains(bounds.getCenter()); });
    if (!around.length) return 13;
    return Math.min.apply(null, around.map(function (one) { return map.getBoundsZoom(one); }));
  }

  function draw(data, source) {
    markers.clearLayers();
    communes.clearLayers();
    var id = 0, bounds = L.latLngBounds([]);
    markers.addLayers(data.id.map(function (gap, index) {
      id += gap;
      var theme = data.themes[data.theme[index]] || "none";
      var place = [(data.lat[index] + data.origin[0]) / 1e5, (data.lon[index] + data.origin[1]) / 1e5];
      bounds.extend(place);
      var marker = L.marker(place, {
        actor: id, icon: L.divIcon({ className: "pin theme-" + theme, iconSize: [22, 22] })
      });
      return marker.on("add", placed).bindPopup(popup, { maxWidth: 260 });
    }));
    if (corner) corner.remove();
    corner = null;
    // In a territory of one commune its middle is where the markers are: the number goes to a corner.
    if (data.communes.length === 1 && grounds <= 1) corner = inCorner(data.communes[0]).addTo(map);
    else data.communes.forEach(function (one) {
      bounds.extend(one.point);
      numbered(one).addTo(communes);
    });
    var place = source.dataset.place;
    if (place) {
      place = place.split(",").map(Number);
      bounds.extend(place);
      L.marker(place, { icon: L.divIcon({ className: "place-pin", iconSize: [30, 30] }), title: source.dataset.placeName, interactive: false, keyboard: false, zIndexOffset: 2000 }).addTo(communes);
    }
    named.forEach(function (label) {
      // Alone, the commune needs no name; beside a number, its name is there already.
      var told = grounds <= 1 || data.communes.some(function (one) { return one.name === label.options.title; });
      if (told) label.remove();
      else label.addTo(map);
    });
    var hidden = box.hidden;
    box.hidden = !bounds.isValid() && !groundBounds;
    if (hidden && !box.hidden) map.invalidateSize();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: closest(bounds) });
    else if (groundBounds) map.fitBounds(groundBounds, { padding: [10, 10] });
    settle();
    say(data);
  }

  function refresh() {
    var source = document.querySelector("[data-points]");
    var asked = source && source.dataset.points;
    if (!asked || asked + (source.dataset.place || "") === shown) return;
    shown = asked + (source.dataset.place || "");
    read(asked).then(function (data) { draw(data, source); }).catch(function () {
      shown = "";
      words.replaceChildren(element("p", "La carte n’a pas pu être chargée. La liste dit la même chose."));
    });
  }

  read(fold.dataset.ground).then(function (ground) {
    notes = ground.notes;
    grounds = ground.communes.length;
    ground.communes.forEach(function (commune) {
      if (commune.outline && !fold.dataset.tiles) {
        var layer = L.geoJSON(commune.outline, { interactive: false, style: { className: "ground" } }).addTo(map);
        outlines.push(layer.getBounds());
        groundBounds = (groundBounds || L.latLngBounds([])).extend(layer.getBounds());
      }
      if (commune.point && !fold.dataset.tiles) {
        var icon = L.divIcon({ className: "commune-name", iconSize: [150, 20], html: "<span>" + text(commune.name) + "</span>" });
        named.push(L.marker(commune.point, { icon: icon, title: commune.name, interactive: false, keyboard: false, zIndexOffset: -1000 }));
      }
    });
  }).catch(function () {}).then(refresh);
  document.body.addEventListener("htmx:afterSettle", refresh);
  window.matchMedia("print").addEventListener("change", function () { map.invalidateSize(); });
})();
