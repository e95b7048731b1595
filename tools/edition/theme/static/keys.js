// Moving by keys, and where the reader is. Single keys act only outside fields and can be switched off (WCAG 2.1.4).
(function () {
  'use strict';
  var ed = window.edition, root = document.documentElement;
  var passages = ed.all('.doc-text .pg, .own-notes .pg'), refs = ed.all('.nref'), where = ed.$('.where-at'), here = -1, nav = ed.$('.nav-page');

  // ---- where am I
  function look() {
    var lo = 0, hi = passages.length - 1, at = -1;
    while (lo <= hi) { var m = (lo + hi) >> 1; if (passages[m].getBoundingClientRect().top < innerHeight * .3) { at = m; lo = m + 1; } else hi = m - 1; }
    if (at === here) return;
    here = at;
    if (where) where.textContent = at < 0 ? '' : passages[at].dataset.loc.split(' ').pop();
    if (!nav) return;
    for (var k = at; k >= 0 && !passages[k].matches('.head'); k--);
    ed.all('[aria-current]', nav).forEach(function (a) { a.removeAttribute('aria-current'); });
    var a = k >= 0 && ed.$('a[href$="#' + passages[k].id + '"]', nav);
    if (a) {
      a.setAttribute('aria-current', 'true');
      var box = a.closest('.nav'), r = a.getBoundingClientRect(), b = box.getBoundingClientRect();
      if (getComputedStyle(box).position === 'sticky' && (r.top < b.top || r.bottom > b.bottom)) box.scrollTop += r.top - b.top - 120;
    }
  }
  if (passages.length) {
    var tick = false;
    addEventListener('scroll', function () { if (!tick) { tick = true; requestAnimationFrame(function () { tick = false; look(); }); } }, { passive: true });
    look();
  }
  var menu = ed.$('#nav');
  if (menu && menu.hidePopover) menu.addEventListener('click', function (e) { if (e.target.closest('a') && menu.matches(':popover-open')) menu.hidePopover(); });

  // ---- moves
  function go(el) {
    if (!el) return;
    el.scrollIntoView({ block: 'start' });
    var to = ed.$('.pn', el);
    if (!to || !to.getClientRects().length) { to = el; el.tabIndex = -1; }   // a heading's number is not shown on narrow pages
    to.focus({ preventScroll: true });
  }
  function step(d) {
    var on = document.activeElement.closest('.pg'), n = on ? passages.indexOf(on) : here;
    if (n < 0 && d < 0) return;
    go(passages[Math.max(0, Math.min(passages.length - 1, n + d))]);
  }
  function note(d) {
    if (root.dataset.notes === 'off') return;
    var f = document.activeElement, n = refs.indexOf(f), li = f.closest('li.note, .here');
    if (n < 0 && li) n = refs.findIndex(function (r) { return r.hash === (li.id ? '#' + li.id : r.hash) && (li.id || r.nextElementSibling === li); });
    var now = passages[here], top = now && now.getBoundingClientRect().top > 60;   // a passage that begins on the screen counts from its first word
    if (n < 0) n = refs.findIndex(function (r) { return top ? now.contains(r) || now.compareDocumentPosition(r) & 4 : r.getBoundingClientRect().top > 60; }) - (d > 0 ? 1 : 0);
    var r = refs[n + d];
    if (!r) return;
    r.scrollIntoView({ block: 'center' });
    r.focus({ preventScroll: true });
    if (ed.showNote) r.click();
  }
  var LIST = [['j', 'next passage'], ['k', 'previous passage'], ['n', 'next note'], ['p', 'previous note'], ['c', 'cite the passage (with the words selected)'], ['a', 'annotate the words selected, or the passage'], ['e', 'show or hide the emendations'], ['/', 'search'], ['?', 'this list'], ['Esc', 'shut a note or a card, go back to the text']];
  var help;
  function list() {
    if (!help) {
      help = ed.make('<dialog aria-labelledby="keys-h"><h2 id="keys-h">Keys</h2><button type="button" class="close" aria-label="Close">×</button><table class="keys"><tbody>' +
        LIST.map(function (k) { return '<tr><th scope="row"><kbd>' + k[0] + '</kbd></th><td>' + k[1] + '</td></tr>'; }).join('') + '</tbody></table><p>They can be switched off under Display.</p></dialog>');
      document.body.append(help);
      ed.$('.close', help).addEventListener('click', function () { help.close(); });
    }
    help.showModal();
  }
  document.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || root.dataset.keys === 'off') return;
    if (e.target.closest('input, textarea, select, [contenteditable], dialog')) return;
    var acts = {
      j: function () { step(1); }, k: function () { step(-1); }, n: function () { note(1); }, p: function () { note(-1); },
      c: function () { if (ed.cite) ed.cite(document.activeElement.closest('.pg') || (getSelection().isCollapsed ? passages[here] : null)); },
      a: function () { var on = document.activeElement.closest('.pg') || passages[here]; if (ed.note && (on || !getSelection().isCollapsed)) ed.note('note', getSelection().isCollapsed ? on : null); },
      e: function () { var r = ed.$('[name="pref-text"][value="' + (root.dataset.text ? '' : 'emended') + '"]'); if (r) { r.click(); ed.say(root.dataset.text ? 'Emendations shown' : 'Reading text'); } },
      '/': function () { var f = ed.$('#find'); if (f && f.offsetParent) f.focus(); else location.href = ed.$('.to-find').href; },
      '?': list
    };
    var act = acts[e.key];
    if (act && (passages.length || /[/?]/.test(e.key))) { e.preventDefault(); act(); }
  });
})();
