// The page of the door: a list kept on the phone, marks kept until the site has them, badges read by the camera.
"use strict";
(() => {
  const SHOWN = 60;
  const PART = 200;
  const SOON = 300;
  const EVERY = 15000;
  const at = (id) => document.getElementById(id);
  const page = at("checkin") || at("checkin-closed");
  if (!page) return;
  const KEY = "accueil " + page.dataset.key;
  const status = at("checkin-status");

  // --- What the phone keeps: the list, the marks to send, those sent since the list was read -----------------
  const read = (part, none) => {
    try {
      return JSON.parse(localStorage.getItem(`${KEY} ${part}`)) ?? none;
    } catch {
      return none;
    }
  };
  const write = (part, value) => localStorage.setItem(`${KEY} ${part}`, JSON.stringify(value));
  const forget = (part) => localStorage.removeItem(`${KEY} ${part}`);
  const queue = () => read("marks", []);
  const sent = () => read("sent", []);

  function identifier() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  async function eraseEverything() {
    forget("list");
    forget("sent");
    if (queue().length) return;
    forget("marks");
    if ("caches" in window) await caches.delete("accueil " + page.dataset.key);
    const worker = await navigator.serviceWorker?.getRegistration(page.dataset.key);
    // Only ours: a worker of a wider address is somebody else's.
    if (worker && new URL(worker.scope).pathname === page.dataset.key) await worker.unregister();
  }

  async function send() {
    // Part by part, each taken off once the site said that it has it.
    for (let part = queue().slice(0, PART); part.length; part = queue().slice(0, PART)) {
      const answer = await fetch(page.dataset.marks, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ sent_at: Date.now(), marks: part }),
      });
      if (answer.status === 410 || answer.status === 404) {
        forget("marks");
        return false;
      }
      if (!answer.ok) throw new Error(`marks: ${answer.status}`);
      const done = new Set((await answer.json()).done);
      const left = queue();
      if (!left.some((one) => done.has(one.id))) throw new Error("marks: none taken");
      write("sent", [...sent(), ...left.filter((one) => done.has(one.id))]);
      write("marks", left.filter((one) => !done.has(one.id)));
    }
    return true;
  }

  if (page.id === "checkin-closed") {
    send()
      .then(eraseEverything)
      .then(() => (status.textContent = "La liste est effacée de ce téléphone."))
      .catch(() => (status.textContent = "Pas de réseau : gardez cette page ouverte, ou rouvrez-la plus tard."));
    return;
  }

  // --- Who is there, by the list and by the marks of this phone ----------------------------------------------
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  const coded = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  let session = "";
  let ended = false;

  function people() {
    const list = read("list", null);
    const own = [...sent(), ...queue()];
    const known = new Map((list?.people || []).map((one) => [one.person, { ...one, states: { ...one.states } }]));
    for (const mark of own) {
      if (!known.has(mark.person)) {
        if (!mark.name) continue;
        known.set(mark.person, {
          person: mark.person, name: mark.name, structure: mark.structure, code: "", note: "sans inscription", states: {},
        });
      }
      const states = known.get(mark.person).states;
      const hour = mark.at + (list?.drift || 0);
      const held = states[mark.session];
      // The last hour wins; identifiers decide between two of one instant, as the site does.
      if (!held || hour > held[1] || (hour === held[1] && mark.id > held[2])) {
        states[mark.session] = [mark.present, hour, mark.id];
      }
    }
    return [...known.values()];
  }
  const isHere = (one) => Boolean(one.states[session]?.[0]);

  function mark(one, present, more = {}) {
    write("marks", [...queue(), { id: identifier(), person: one.person, present, session, at: Date.now(), ...more }]);
    say(present ? `${one.name} est là.` : `${one.name} n’est plus marqué présent.`, present);
    show();
    tell(navigator.onLine);
    later(SOON);
  }

  function say(words, good = true) {
    const said = at("checkin-said");
    said.textContent = words;
    said.classList.toggle("checkin-wrong", !good);
  }

  // --- What is shown --------------------------------------------------------------------------------------
  const hour = (moment) =>
    new Date(moment).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }).replace(":", " h ");

  function tell(online) {
    const waiting = queue().length;
    const list = read("list", null);
    const marks = waiting > 1 ? `${waiting} pointages attendent` : "1 pointage attend";
    const kept = waiting > 1 ? "gardés" : "gardé";
    if (ended) status.textContent = waiting ? `Liste effacée. ${marks} le réseau.` : "Liste effacée.";
    else if (!list) status.textContent = online ? "La liste arrive…" : "Pas de réseau, et pas encore de liste.";
    else if (online && !waiting) status.textContent = `À jour à ${hour(list.read)}.`;
    else if (waiting) status.textContent = online ? "Envoi…" : `Sans réseau : ${marks}, ${kept} sur ce téléphone.`;
    else status.textContent = `Sans réseau. Liste lue à ${hour(list.read)}.`;
    status.dataset.state = online && !waiting ? "fresh" : "waiting";
  }

  function found(everybody, typed) {
    const words = fold(typed).split(" ").filter(Boolean);
    const code = coded(typed);
    return everybody.filter(
      (one) =>
        (code && one.code === code) ||
        words.every((word) => fold(`${one.name} ${one.structure}`).includes(word)),
    );
  }

  function show() {
    const everybody = people();
    // The list comes by family name, and stays so among those who are there and those who are not.
    const rows = found(everybody, at("checkin-q").value).sort((a, b) => isHere(a) - isHere(b));
    at("checkin-here").textContent = everybody.filter(isHere).length;
    at("checkin-all").textContent = everybody.length;
    at("checkin-more").hidden = rows.length <= SHOWN;
    const list = at("checkin-people");
    const held = document.activeElement?.dataset?.person;
    list.replaceChildren(
      ...rows.slice(0, SHOWN).map((one) => {
        const row = at("checkin-row").content.cloneNode(true).firstElementChild;
        const here = isHere(one);
        row.classList.toggle("door-here", here);
        row.querySelector("[data-name]").textContent = one.name;
        row.querySelector("[data-structure]").textContent = one.structure ? `, ${one.structure}` : "";
        const note = [one.code, one.note, here ? `là à ${hour(one.states[session][1])}` : ""];
        row.querySelector("[data-note]").textContent = note.filter(Boolean).join(" · ");
        const button = row.querySelector("[data-mark]");
        button.textContent = here ? "Annuler" : "Est là";
        button.setAttribute("aria-label", `${button.textContent} : ${one.name}`);
        button.classList.toggle("button-quiet", here);
        button.classList.toggle("button-secondary", !here);
        button.dataset.person = one.person;
        button.addEventListener("click", () => mark(one, !here));
        return row;
      }),
    );
    if (held) list.querySelector(`[data-person="${CSS.escape(held)}"]`)?.focus();
  }

  function showParts(list) {
    const choice = at("checkin-session");
    at("checkin-parts").hidden = list.sessions.length < 2;
    const known = list.sessions.map(([key]) => key);
    if (!known.includes(session)) session = list.session;
    choice.replaceChildren(...list.sessions.map(([key, label]) => new Option(label, key, false, key === session)));
  }

  // --- The network ----------------------------------------------------------------------------------------
  let timer = 0;
  let busy = false;
  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, delay);
  };

  async function end() {
    ended = true;
    await eraseEverything();
    at("checkin-people").replaceChildren();
    at("checkin-search").hidden = true;
    stopReading();
    tell(true);
  }

  async function refresh() {
    if (busy) return later(500);
    busy = true;
    clearTimeout(timer);
    let online = false;
    try {
      const list = read("list", null);
      if (list && Date.now() + list.drift > list.erase_at) ended = true;
      if (ended) {
        await end();
        if (queue().length) await send();
        return await end();
      }
      if (!(await send())) return await end();
      const before = Date.now();
      const counted = new Set(sent().map((one) => one.id));
      const answer = await fetch(page.dataset.list, { cache: "no-store" });
      if (answer.status === 410 || answer.status === 404) return await end();
      if (!answer.ok) throw new Error(`list: ${answer.status}`);
      const fresh = await answer.json();
      write("list", { ...fresh, read: Date.now(), drift: fresh.now - (before + Date.now()) / 2 });
      // The list tells what was sent before it was asked for.
      write("sent", sent().filter((one) => !counted.has(one.id)));
      showParts(fresh);
      online = true;
    } catch {
      online = false;
    } finally {
      busy = false;
      if (!ended) {
        show();
        tell(online);
      }
      // A mark made meanwhile does not wait for the next round.
      later(online && queue().length ? SOON : EVERY);
    }
  }

  async function keepPage() {
    if (!("serviceWorker" in navigator) || !("caches" in window)) return;
    await navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.key });
    const cache = await caches.open("accueil " + page.dataset.key);
    const used = performance
      .getEntriesByType("resource")
      .map((one) => new URL(one.name))
      .filter((one) => one.origin === location.origin && !one.pathname.startsWith(page.dataset.key))
      .map((one) => one.href);
    const linked = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]")].map(
      (one) => one.src || one.href,
    );
    const decoder = !hasCamera || (await readsItself) ? [] : [page.dataset.decoder, page.dataset.decoderPart];
    const kept = new Set([...used, ...linked, ...decoder.map((one) => new URL(one, location).href)]);
    await Promise.all([page.dataset.key, ...kept].map((one) => cache.add(one).catch(() => 0)));
    document.documentElement.dataset.kept = "yes";
  }

  // --- The camera: codes are read by the browser where it can, by a module of the site elsewhere --------------
  // A badge at 20 cm has some 100 points of a side of such a picture; of a smaller one, too few to be read.
  const SIDE = 1920;
  const PAUSE = 250;
  const STILL = "Vous pouvez toujours chercher le nom, ou taper le code du badge.";
  const TROUBLES = {
    NotAllowedError: "L’appareil photo est refusé à cette page : autorisez-le dans les réglages du navigateur.",
    NotFoundError: "Aucun appareil photo n’a été trouvé.",
    NotReadableError: "Un autre programme se sert de l’appareil photo : fermez-le, puis réessayez.",
    // Those of the module: it could not be loaded, or was written for younger browsers.
    TypeError: "Le lecteur de badges n’est pas encore sur ce téléphone : rouvrez cette page avec du réseau.",
    SyntaxError: "Ce navigateur est trop ancien pour lire les badges.",
  };
  const hasCamera = Boolean(navigator.mediaDevices?.getUserMedia);
  const readsItself = (async () =>
    "BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")
  )().catch(() => false);
  let stream = null;
  let opening = false;

  function scanned(text) {
    const one = people().find((other) => other.code && other.code === coded(text));
    if (!one) return say("Ce code n’est pas dans la liste : cherchez le nom.", false);
    if (isHere(one)) return say(`${one.name} est déjà là, depuis ${hour(one.states[session][1])}.`);
    mark(one, true);
    navigator.vibrate?.(80);
  }

  /** What tells the texts of the codes that the video shows now. */
  async function newReader(video) {
    const own = await readsItself;
    const { BarcodeDetector: Detector } = own ? window : await import(page.dataset.decoder);
    const detector = new Detector({ formats: ["qr_code"] });
    const canvas = document.createElement("canvas");
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    const picture = () => {
      const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight, 1));
      canvas.width = video.videoWidth * scale;
      canvas.height = video.videoHeight * scale;
      paper.drawImage(video, 0, 0, canvas.width, canvas.height);
      return canvas;
    };
    return async () => (await detector.detect(own ? video : picture())).map((code) => code.rawValue);
  }

  async function startReading() {
    if (opening || stream) return;
    opening = true;
    say("");
    const video = at("checkin-video");
    try {
      const reader = await newReader(video);
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: SIDE }, height: { ideal: (SIDE * 9) / 16 } },
      });
      if (ended || document.hidden) return stopReading();
      stream.getVideoTracks()[0].addEventListener("ended", () => {
        stopReading();
        say(`L’appareil photo s’est arrêté. ${STILL}`, false);
      });
      video.srcObject = stream;
      at("checkin-viewer").hidden = false;
      video.play().catch(() => 0);
      look(reader, stream);
    } catch (trouble) {
      stopReading();
      say(`${TROUBLES[trouble.name] || "L’appareil photo ne s’ouvre pas."} ${STILL}`, false);
    } finally {
      opening = false;
    }
  }

  async function look(reader, own) {
    let last = "";
    let until = 0;
    while (stream === own) {
      const began = performance.now();
      const [text] = await reader().catch(() => []); // the picture may not be there yet
      // The same badge held before the camera is one reading.
      if (text && stream === own && (text !== last || Date.now() > until)) {
        [last, until] = [text, Date.now() + 4000];
        scanned(text);
      }
      // Half of the time at least is left to the page, on the slowest phone too.
      const pause = Math.max(PAUSE, performance.now() - began);
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  function stopReading() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    at("checkin-video").srcObject = null;
    at("checkin-viewer").hidden = true;
  }

  // --- Ready ----------------------------------------------------------------------------------------------
  page.hidden = false;
  at("checkin-session").addEventListener("change", (event) => {
    session = event.target.value;
    show();
  });
  at("checkin-q").addEventListener("input", show);
  at("checkin-search").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = at("checkin-q");
    const one = people().find((other) => other.code && other.code === coded(typed.value));
    if (one) {
      scanned(typed.value);
      typed.value = "";
      show();
    } else if (/^[0-9]+[A-Za-z]$/.test(typed.value.trim())) {
      say("Ce code n’est pas dans la liste : cherchez le nom.", false);
    }
  });
  at("checkin-door").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = at("checkin-name").value.trim();
    if (!name) return;
    const structure = at("checkin-structure").value.trim();
    mark({ person: `n${identifier()}`, name }, true, { name, structure });
    event.target.reset();
    event.target.closest("details").open = false;
  });
  at("checkin-camera").addEventListener("click", startReading);
  at("checkin-stop").addEventListener("click", () => {
    stopReading();
    at("checkin-camera").focus();
  });
  at("checkin-erase").addEventListener("click", async () => {
    ended = true;
    await end();
    say("La liste est effacée. Rouvrir le lien la fait revenir, tant qu’il est ouvert.");
    refresh();
  });
  at("checkin-camera").hidden = !hasCamera;
  window.addEventListener("online", () => refresh());
  window.addEventListener("offline", () => tell(false));
  document.addEventListener("visibilitychange", () => (document.hidden ? stopReading() : refresh()));
  const list = read("list", null);
  if (list) {
    showParts(list);
    show();
  }
  tell(navigator.onLine);
  refresh();
  keepPage().catch(() => 0);
})();
