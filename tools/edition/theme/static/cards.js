// Cards: who a name is, what a passage says, what stood in the witness. On pointing and on focus; Escape shuts, the pointer may enter.
(function () {
  'use strict';
  var ed = window.edition, WHAT = '.men, a.loc, .own a, .em-w, a.cite, a.men';
  var card = ed.make('<div class="card" id="card" popover="manual" role="group"></div>');
  var store = ed.$('#ed-cards'), open = null, timer, pages = {}, touch = false;

  function copy(node, cls) {
    var c = node.cloneNode(true), box = document.createElement('div');
    c.removeAttribute('id');
    ed.all('[id]', c).forEach(function (x) { x.removeAttribute('id'); });
    ed.all('.here, .beside, .own-mark, .em-out', c).forEach(function (x) { x.remove(); });
    ed.all('a', c).forEach(function (a) { if (!a.matches('.men, .nref, .em-w, .own a, .pn')) return; a.replaceWith.apply(a, a.matches('.men') ? a.childNodes : []); });
    box.className = cls;
    while (c.firstChild) box.append(c.firstChild);
    return box;
  }
  function passage(doc, id, link) {
    var pg = doc.getElementById(id);
    if (!pg) return null;
    var body = pg.matches('.pg') ? pg.querySelector(':scope > :is(p, blockquote, h2, h3, h4, h5, h6)') : pg;
    if (!body) return null;
    var out = document.createElement('div'), head = ed.make('<p class="card-h"></p>');
    head.textContent = pg.dataset.loc || (link.matches('.cite') ? '' : link.textContent);
    if (head.textContent) out.append(head);
    if (body.matches('dt') && body.nextElementSibling) body = body.nextElementSibling;
    out.append(copy(body, pg.matches('.pg') ? 'card-text' : 'card-cite'));
    return out;
  }
  // What to show for a link: a node, or a promise of one, or nothing.
  function content(a) {
    if (a.matches('.men')) {
      var c = store && store.content.querySelector('[data-e="' + a.dataset.e + '"]');
      return c && c.cloneNode(true);
    }
    var id = decodeURIComponent(a.hash.slice(1));
    if (a.matches('.em-w')) { var li = document.getElementById(id); return li && copy(li, 'card-app'); }
    if (!id) return null;
    if (a.pathname === location.pathname) {
      var lost = a.closest('.own.lost');
      return lost ? copy(document.getElementById(id) || document.createElement('p'), 'card-own') : passage(document, id, a);
    }
    if (location.protocol === 'file:' || a.origin !== location.origin) return null;
    var url = a.href.split('#')[0];
    pages[url] = pages[url] || fetch(url).then(function (r) { return r.ok ? r.text() : ''; })
      .then(function (t) { return new DOMParser().parseFromString(t, 'text/html'); });
    return pages[url].then(function (doc) {
      var out = passage(doc, id, a);
      if (out) ed.all('[href]', out).forEach(function (x) { x.href = new URL(x.getAttribute('href'), url).href; });
      return out;
    }).catch(function () { return null; });
  }
  function place(a) {
    var r = a.getClientRects(), box = r[0], c = card.getBoundingClientRect();
    if (!box) return;
    var below = box.bottom + 6 + c.height < innerHeight || box.top < innerHeight / 2;
    var column = ed.notesWide && ed.notesWide() && a.closest('.doc-text'), edge = column ? column.getBoundingClientRect().right : innerWidth - 12;
    card.style.left = Math.max(8, Math.min(box.left, edge - c.width)) + 'px';
    card.style.top = (below ? box.bottom + 6 : Math.max(8, box.top - c.height - 6)) + 'px';
  }
  function show(a) {
    Promise.resolve(content(a)).then(function (node) {
      if (!node || wanted !== a) return;
      hide(true);
      wanted = open = a;
      card.replaceChildren(node);
      if (touch && a.href) { var go = ed.make('<p class="card-w"><a>Go there</a></p>'); go.firstChild.href = a.href; if (!a.matches('.men')) card.prepend(go); }
      a.after(card);                       // next in the order of Tab, on top for the eye
      card.setAttribute('aria-label', a.textContent);
      if (card.showPopover) card.showPopover();
      a.setAttribute('aria-describedby', 'card');
      place(a);
    });
  }
  var wanted = null;
  function hide(keep) {
    if (!keep) wanted = null;
    if (!open) return;
    open.removeAttribute('aria-describedby');
    if (card.hidePopover && card.matches(':popover-open')) card.hidePopover();
    card.remove();
    open = null;
  }
  function want(a, wait) { clearTimeout(timer); if (a === open) return; timer = setTimeout(function () { wanted = a; show(a); }, wait); }
  function leave() { clearTimeout(timer); timer = setTimeout(hide, 300); }
  function link(e) { var t = e.target.closest && e.target.closest(WHAT); return t && !card.contains(t) ? t : null; }

  document.addEventListener('pointerdown', function (e) { touch = e.pointerType === 'touch'; if (open && !card.contains(e.target) && !open.contains(e.target)) hide(); }, true);
  document.addEventListener('mouseover', function (e) { if (touch) return; if (card.contains(e.target)) clearTimeout(timer); else { var a = link(e); if (a) want(a, 280); } });
  document.addEventListener('mouseout', function (e) { if (!touch && (link(e) || card.contains(e.target))) leave(); });
  document.addEventListener('focusin', function (e) {
    if (card.contains(e.target)) { clearTimeout(timer); return; }
    var a = link(e);
    if (a && a.matches(':focus-visible')) want(a, 120); else if (e.target !== open && !touch) leave();   // also one that is still to come
  });
  document.addEventListener('click', function (e) {
    var a = link(e);
    if (!a) return;
    clearTimeout(timer);
    if (a.matches('.em-w, .own.lost a')) { e.preventDefault(); wanted = a; show(a); return; }
    if (touch && a !== open && a.closest('.text')) { e.preventDefault(); wanted = a; show(a); } else hide();   // in a text a first touch shows, a second follows
  });
  document.addEventListener('keydown', function (e) { if (e.key === 'Escape' && open) { var a = open, inside = card.contains(document.activeElement); hide(); if (inside) a.focus(); e.preventDefault(); } }, true);
  addEventListener('scroll', function () { if (open && !touch) place(open); }, { passive: true });
})();
