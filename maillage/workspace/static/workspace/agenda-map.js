// The agenda's map: the ground, one marker for each event placed, one for each commune with the others.
(function () {
  "use strict";
  var box = document.getElementById("agenda-carte");
  var words = document.querySelector("[data-map-words]");
  if (!box || !window.L) return;
  box.hidden = false;

  var map = L.map(box, { maxZoom: 18, minZoom: 5, zoomSnap: 0.5, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  map.zoomControl.remove();
  L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
  map.setView([46.6, 2.5], 6);
  box.addEventListener("focusin", function () { map.scrollWheelZoom.enable(); });
  box.addEventListener("focusout", function (event) {
    if (!box.contains(event.relatedTarget)) map.scrollWheelZoom.disable();
  });
  function element(name, content, attributes) {
    var made = document.createElement(name);
    if (content) made.textContent = content;
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: element("span", box.dataset.attribution).innerHTML, referrerPolicy: "origin" }).addTo(map);
  }
  function read(address) {
    return fetch(address, { headers: { Accept: "application/json" } }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }
  function plural(number, one, many) { return number + " " + (number > 1 ? many : one); }

  function facts(event) {
    var holder = element("div"), title = element("p");
    title.appendChild(element("a", event.title + (event.cancelled ? " (annulé)" : ""), { href: event.url }));
    holder.appendChild(title);
    holder.appendChild(element("p", event.when));
    if (event.where) holder.appendChild(element("p", event.where));
    return holder;
  }
  function listed(commune) {
    var holder = element("div"), list = element("ul");
    holder.appendChild(element("p", plural(commune.events.length, "rendez-vous", "rendez-vous") + " à " + commune.name));
    commune.events.forEach(function (event) {
      var line = element("li");
      line.appendChild(element("a", event.title + (event.cancelled ? " (annulé)" : ""), { href: event.url }));
      line.appendChild(document.createTextNode(", " + event.when));
      list.appendChild(line);
    });
    holder.appendChild(list);
    return holder;
  }
  function named(marker, name) {
    return marker.on("add", function () {
      var icon = marker.getElement();
      icon.title = name;
      icon.setAttribute("aria-label", name);
    });
  }
  map.on("popupopen", function (event) {
    var close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", "Fermer");
    var link = event.popup.getElement().querySelector("li a, p a");
    if (link && box.contains(document.activeElement)) link.focus({ preventScroll: true });
  });
  map.on("popupclose", function (event) {
    var icon = event.popup._source && event.popup._source.getElement();
    if (icon && (document.activeElement === document.body || box.contains(document.activeElement))) icon.focus({ preventScroll: true });
  });
  box.addEventListener("keydown", function (event) { if (event.key === "Escape") map.closePopup(); });

  var groundBounds = null;
  function draw(data) {
    var bounds = L.latLngBounds([]);
    data.placed.forEach(function (event) {
      bounds.extend(event.point);
      var icon = L.divIcon({ className: "event-pin theme-" + event.theme, iconSize: [24, 24] });
      named(L.marker(event.point, { icon: icon }), event.title + ", " + event.when).bindPopup(facts(event), { maxWidth: 280 }).addTo(map);
    });
    data.communes.forEach(function (commune) {
      bounds.extend(commune.point);
      var inside = element("span");
      inside.appendChild(element("strong", String(commune.events.length)));
      inside.appendChild(element("span", commune.name));
      var icon = L.divIcon({ className: "commune-pin", iconSize: [110, 58], html: inside.innerHTML });
      named(L.marker(commune.point, { icon: icon }), plural(commune.events.length, "rendez-vous", "rendez-vous") + " à " + commune.name)
        .bindPopup(listed(commune), { maxWidth: 300 }).addTo(map);
    });
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [60, 60], maxZoom: box.dataset.tiles ? 15 : 13 });
    else if (groundBounds) map.fitBounds(groundBounds, { padding: [10, 10] });
    if (groundBounds && bounds.isValid()) map.fitBounds(groundBounds.extend(bounds), { padding: [24, 24] });
    if (!bounds.isValid() && !groundBounds) box.hidden = true;
    var total = data.placed.length;
    data.communes.forEach(function (commune) { total += commune.events.length; });
    words.textContent = total ? plural(total, "rendez-vous placé", "rendez-vous placés") + " sur la carte" + (data.elsewhere ? " ; " + data.elsewhere + " en ligne ou sans lieu connu, dans la liste seulement." : ".") : "Rien à placer sur la carte.";
  }
  (box.dataset.ground ? read(box.dataset.ground) : Promise.resolve({ communes: [] })).then(function (ground) {
    ground.communes.forEach(function (commune) {
      if (commune.outline && !box.dataset.tiles) {
        var layer = L.geoJSON(commune.outline, { interactive: false, style: { className: "ground" } }).addTo(map);
        groundBounds = (groundBounds || L.latLngBounds([])).extend(layer.getBounds());
      }
    });
  }).catch(function () {}).then(function () {
    return read(box.dataset.points).then(draw);
  }).catch(function () {
    box.hidden = true;
    words.textContent = "La carte n’a pas pu être chargée. La liste dit la même chose.";
  });
})();
