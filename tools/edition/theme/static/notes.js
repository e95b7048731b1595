// The editors' notes: in the margin beside their words where there is room, in place under the line where there is none.
(function () {
  'use strict';
  var ed = window.edition, text = ed.$('article.text'), section = ed.$('.ed-notes');
  if (!text) return;
  var notes = section ? ed.all('li.note', section) : [];
  var all = [], items = [];             // what can stand in the margin, notes and the lines beside passages; and what the reader wants of it
  var byId = {}, active = null;
  var GAP = 12, DRIFT = 90;             // px: between items; the farthest a note may stray from its words

  notes.forEach(function (el) {
    var key = el.id.slice(5);
    var note = { el: el, key: key, refs: ed.all('.nref[href="#' + el.id + '"]'), runs: ed.all('.lem[data-notes~="' + key + '"]', text), here: null };
    note.at = note.refs[0];
    byId[key] = note;
    all.push(note);
    el.tabIndex = -1;
  });
  ed.all('.beside', text).forEach(function (el) {       // one that only says “referred to from” stands under the passage's number
    if (!ed.$('.b-told, .b-against', el)) return;
    all.push({ el: el, at: el.parentNode, beside: true, runs: [], refs: [] });
  });

  function wide() { return all.length && getComputedStyle(all[0].el).position === 'absolute'; }
  function off() { return document.documentElement.dataset.notes === 'off'; }

  function wanted(item) { return item.beside || document.documentElement.dataset.notes !== 'facts' || /^(fact|contradiction)$/.test(item.el.dataset.kind); }
  function choose() {
    items = all.filter(wanted);
    ed.all('.lem', text).forEach(function (run) { run.classList.toggle('mute', !keys(run).some(wanted)); });
  }

  // ---- in the margin
  function anchor(item) {
    var el = item.at;
    if (!el) return 0;
    if (item.beside) return el.getBoundingClientRect().top + 1;
    var run = item.runs.filter(function (r) { return el.closest('.pg').contains(r); })[0] || el;
    return run.getClientRects()[0].top + 3;
  }
  function measure() {
    var base = text.getBoundingClientRect().top;
    items.forEach(function (i) { i.el.classList.remove('clip', 'stub', 'peek'); i.el.style.maxHeight = ''; });
    items.forEach(function (i) { i.full = i.el.offsetHeight; i.want = Math.max(0, anchor(i) - base); });
    items.sort(function (a, b) { return a.want - b.want || (a.beside ? 1 : 0) - (b.beside ? 1 : 0); });
  }
  // Each item is as tall as there is room for: whole, three lines, or one. Pointing at it or its words shows it whole.
  // What stands beside a passage is whole or one line.
  function gap(i) { return i.stub ? 1 : i.size < i.full ? 5 : GAP; }
  function stack(from, y) { for (var k = from; k < items.length; k++) { var i = items[k]; i.top = Math.max(i.want, y); y = i.top + i.size + gap(i); } return y; }
  function fit() {
    var rem = parseFloat(getComputedStyle(document.documentElement).fontSize), line = rem * 1.2425, one = Math.ceil(line + rem * .3), three = Math.ceil(3 * line + rem * .3);
    items.forEach(function (i) { i.size = i.full; i.stub = false; });
    stack(0, 0);
    for (var k = 0; k < items.length; k++) {
      while (items[k].top - items[k].want > DRIFT) {      // too far down: shorten the tallest of the run above it
        var best = null;
        for (var j = k; j >= 0; j--) {
          var i = items[j];
          if (i !== active && i.size - one > line / 2 && (!best || i.size > best.size)) best = i;
          if (i.top === i.want) break;
        }
        if (!best) break;
        best.stub = best.beside || best.size <= three;
        best.size = best.stub ? one : three;
        stack(j < 0 ? 0 : j, j > 0 ? items[j - 1].top + items[j - 1].size + gap(items[j - 1]) : 0);
      }
    }
    items.forEach(function (i, n) {                        // give back the room that is left, line by line
      var room = (n + 1 < items.length ? items[n + 1].top - 5 - i.top : i.full) - i.size;
      if (i.beside) { if (room >= i.full - i.size) i.size = i.full; } else if (i.size < i.full && room > 0) i.size = i.size + room + 1 >= i.full ? i.full : i.size + Math.floor(room / line) * line;
    });
    if (active && items.indexOf(active) >= 0) around(items.indexOf(active));
    items.forEach(function (i) { i.stub = i.size < i.full && i.size < 2 * line; });
  }
  function around(n) {                                     // the active note stands at its words; the others make way
    var it = items[n], k;
    it.size = it.full; it.top = it.want;
    for (k = n - 1; k >= 0; k--) items[k].top = Math.min(items[k].top, items[k + 1].top - gap(items[k]) - items[k].size);
    if (items[0].top < 0) stack(0, 0); else stack(n + 1, it.top + it.size + GAP);
  }
  function paint() {
    var last = 0;
    items.forEach(function (i) {
      i.el.classList.toggle('clip', i.size < i.full);
      i.el.classList.toggle('stub', !!i.stub);
      i.el.style.maxHeight = i.size < i.full ? Math.floor(i.size) + 'px' : '';
      i.el.style.transform = 'translateY(' + Math.round(i.top) + 'px)';
      last = Math.max(last, i.top + i.size);
    });
    text.style.minHeight = Math.ceil(last) + 'px';
    text.classList.add('placed');
  }
  function layout() {
    choose();
    if (wide()) { closeAll(); measure(); fit(); paint(); return; }
    items.forEach(function (i) { i.el.style.transform = i.el.style.maxHeight = ''; i.el.classList.remove('clip', 'stub', 'active', 'peek'); });
    text.style.minHeight = '';
    text.classList.remove('placed');
  }
  function activate(note, ref) {
    if (active) { active.el.classList.remove('active'); light(active, false); }
    active = note;
    text.classList.add('moving');
    peeked = null;
    if (note) { if (ref) note.at = ref; note.el.classList.add('active'); light(note, true); }
    measure(); fit(); paint();
  }

  // ---- in place
  function open(note, ref) {
    var box = ed.make('<span class="here" role="note"></span>');
    var shut = ed.make('<button type="button" class="shut" aria-label="Close the note">×</button>');
    box.append(shut);
    while (note.el.firstChild) box.append(note.el.firstChild);
    note.here = box; note.at = ref;
    box.setAttribute('aria-label', ref.getAttribute('aria-label'));
    var host = ref;
    while (host.nextElementSibling && host.nextElementSibling.matches('.here')) host = host.nextElementSibling;
    host.after(box);
    ref.setAttribute('aria-expanded', 'true');
    shut.addEventListener('click', function () { close(note); ref.focus(); });
    light(note, true);
  }
  function close(note) {
    if (!note.here) return;
    note.here.querySelector('.shut').remove();
    while (note.here.firstChild) note.el.append(note.here.firstChild);
    note.here.remove(); note.here = null;
    note.refs.forEach(function (r) { r.removeAttribute('aria-expanded'); });
    light(note, false);
  }
  function closeAll() { notes.forEach(function (el) { close(byId[el.id.slice(5)]); }); }

  // ---- together: light, follow, come back
  function light(note, on) { note.runs.concat(note.el).forEach(function (el) { el.classList.toggle('on', on); }); }
  function keys(run) { return run.dataset.notes.split(' ').map(function (k) { return byId[k]; }).filter(function (n) { return n && wanted(n); }); }
  function show(note, ref) {
    ref = ref || note.refs[0];
    if (!wide()) { if (note.here) { close(note); } else { open(note, ref); } return; }
    if (active === note && note.at === ref) { note.el.focus({ preventScroll: true }); return; }
    activate(note, ref);
    note.el.focus({ preventScroll: true });
    var box = note.el.getBoundingClientRect();
    if (box.top < 60 || box.top > innerHeight - 80) ref.scrollIntoView({ block: 'center' });
  }
  ed.showNote = show; ed.notesWide = wide;

  text.addEventListener('click', function (e) {
    if (off()) return;
    var ref = e.target.closest('.nref');
    if (ref) { var n = byId[ref.hash.slice(6)]; if (n) { e.preventDefault(); show(n, ref); } return; }
    var back = e.target.closest('.note-n');
    if (back) {
      var home = byId[(back.closest('li.note') || { id: 'note-' + back.hash.slice(5) }).id.slice(5)];
      if (home && home.at) { e.preventDefault(); home.at.focus(); }
      return;
    }
    if (e.target.closest('a, button, summary')) return;
    var li = e.target.closest('li.note');
    if (li) { if (wide()) activate(byId[li.id.slice(5)]); return; }
    var run = e.target.closest('.lem');
    if (!run || String(getSelection())) return;
    var list = keys(run), where = run.closest('.pg');
    var refOf = function (n) { return n.refs.filter(function (r) { return where.contains(r); })[0]; };
    if (!wide()) { var shut = list.every(function (n) { return n.here; }); list.forEach(function (n) { if (shut === !!n.here) show(n, refOf(n)); }); return; }
    var next = list[(list.indexOf(active) + 1) % list.length];   // words that several notes share lead to each in turn
    activate(next, refOf(next));
  });
  text.addEventListener('focusin', function (e) {
    var li = e.target.closest('li.note');
    if (!li || !wide() || active === byId[li.id.slice(5)]) return;
    activate(byId[li.id.slice(5)]);
    var y = text.getBoundingClientRect().top + active.top;   // it may have moved under the bar
    if (y < 60 || y > innerHeight - 80) scrollBy(0, y - innerHeight / 3);
  });
  var peeked = null, peeking;
  function peek(note) {                                    // the whole note for as long as its words are pointed at; nothing else moves
    if (peeked === note) return;
    if (peeked) { peeked.el.classList.remove('peek'); peeked.el.style.transform = 'translateY(' + Math.round(peeked.top) + 'px)'; }
    peeked = note;
    if (!note) return;
    note.el.classList.add('peek');
    var base = text.getBoundingClientRect().top, low = innerHeight - 24 - base - note.full;
    note.el.style.transform = 'translateY(' + Math.round(Math.max(Math.min(note.want, low), 70 - base)) + 'px)';
  }
  ['mouseover', 'mouseout', 'focusin', 'focusout'].forEach(function (type) {
    text.addEventListener(type, function (e) {
      var on = type === 'mouseover' || type === 'focusin', run = e.target.closest('.lem, li.note, .nref');
      if (!run || off()) return;
      var own = run.matches('li.note'), list = run.matches('.lem') ? keys(run) : [byId[own ? run.id.slice(5) : run.hash.slice(6)]];
      list.forEach(function (n) { if (n) light(n, on || !!n.here || n === active); });
      if (type[0] !== 'm' || !wide()) return;
      clearTimeout(peeking);
      if (on && own && list[0] === peeked) return;
      var first = list.filter(Boolean)[0], want = on && first && first !== active && first.size < first.full ? first : null;
      if (own && on && !peeked) return;                    // the notes themselves open at a click
      peeking = setTimeout(function () { peek(want); }, want ? 220 : 350);
    });
  });
  document.addEventListener('keydown', function (e) {
    if (e.key !== 'Escape' || e.defaultPrevented) return;
    var box = e.target.closest && e.target.closest('.here');
    if (box) { var n = notes.map(function (el) { return byId[el.id.slice(5)]; }).filter(function (x) { return x.here === box; })[0], at = n.at; close(n); at.focus(); return; }
    if (active) { var back = e.target === active.el || active.el.contains(e.target), at2 = active.at; activate(null); if (back && at2) at2.focus({ preventScroll: true }); }
  });
  document.addEventListener('click', function (e) { if (active && wide() && !e.target.closest('li.note, .lem, .nref, .card, dialog, .bar')) activate(null); });

  function target() {                                     // a link that leads to a note opens it
    var n = location.hash.indexOf('#note-') === 0 && byId[location.hash.slice(6)];
    if (n && (off() || !wanted(n))) { delete document.documentElement.dataset.notes; layout(); }
    if (!n || !n.refs[0]) return;
    if (!n.here) show(n, n.refs[0]);
    n.refs[0].scrollIntoView({ block: 'center' });
    if (document.readyState !== 'complete') addEventListener('load', function () { n.refs[0].scrollIntoView({ block: 'center' }); });   // founts and the browser's own jump come after
  }
  var timer;
  function later() { clearTimeout(timer); timer = setTimeout(layout, 60); }
  layout(); target();
  addEventListener('hashchange', target);
  document.addEventListener('edition:layout', layout);
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(layout);
  if (window.ResizeObserver) new ResizeObserver(later).observe(ed.$('.doc-text') || text);
  addEventListener('resize', later);
  addEventListener('beforeprint', closeAll);
})();
