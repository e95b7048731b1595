// Cite this passage: every form made here from the page's data, with the reader's words when some are selected.
(function () {
  'use strict';
  var ed = window.edition, data = ed.$('#ed-cite'), HERE = document.currentScript.src.replace(/[^/]*$/, '');
  if (!data) return;
  data = JSON.parse(data.textContent);
  var E = data.edition, base = data.url || location.href.split(/[?#]/)[0];
  var MONTHS = 'January February March April May June July August September October November December'.split(' ');
  var FORMS = [['note', 'Chicago note'], ['date', 'author–date'], ['mla', 'MLA'], ['bib', 'BibTeX'], ['ris', 'RIS'], ['csl', 'CSL-JSON'], ['link', 'link']];
  var now = null, quote = '';

  // ---- names, dates
  function plain(p) { return p.literal || [p.given, p.family].filter(Boolean).join(' '); }
  function sorted(p) { return p.literal || [p.family, p.given].filter(Boolean).join(', '); }
  function list(people, last) { var n = people.map(plain); if (last && people.length) n[0] = sorted(people[0]); return n.length > 3 ? n[0] + ' et al.' : n.length > 1 ? n.slice(0, -1).join(', ') + ' and ' + n[n.length - 1] : n[0] || ''; }
  function day(iso) { var d = (iso || '').split('-'); return d[2] ? +d[2] + ' ' + MONTHS[d[1] - 1] + ' ' + d[0] : d[1] ? MONTHS[d[1] - 1] + ' ' + d[0] : d[0]; }
  function dot(s) { return /[.?!]$/.test(s) ? s : s + '.'; }
  function titled(s) { return '“' + s.replace(/“/g, '‘').replace(/”/g, '’'); }
  var authors = data.author || [], editors = E.editor || [];

  // ---- the forms
  function facts() {
    var loc = now && now.dataset.loc, fp = now && now.dataset.fp;
    return { loc: loc ? loc + ' (' + E.version + (fp ? ', ' + fp : '') + ')' : data.siglum, url: base + (now ? '#' + now.id : ''), fp: '',
      key: (now ? now.id : data.siglum.toLowerCase()) + '-v' + E.version, year: (E.date || '').slice(0, 4),
      vers: 'version ' + E.version + (E.date ? ' (' + day(E.date) + ')' : '') };
  }
  function make(form) {
    var f = facts(), q = quote ? '“' + quote.replace(/“/g, '‘').replace(/”/g, '’') + '” ' : '', ie = E.title;
    var who = authors.length ? list(authors) + ', ' : '', whoLast = authors.length ? dot(list(authors, true)) + ' ' : '';
    var by = editors.length ? ', ed. ' + list(editors) : '';
    switch (form) {
      case 'note': return q + who + titled(data.title) + ',” ' + f.loc + ', in ' + ie + by + ', ' + f.vers + ', ' + f.url + '.' + f.fp;
      case 'date': return q + (whoLast || '') + f.year + '. ' + titled(dot(data.title)) + '” ' + f.loc + '. In ' + ie + (editors.length ? ', edited by ' + list(editors) : '') + '. Version ' + E.version + '. ' + f.url + '.' + f.fp;
      case 'mla': return q + whoLast + titled(dot(data.title)) + '” ' + ie + (editors.length ? ', edited by ' + list(editors) : '') + ', version ' + E.version + (E.publisher ? ', ' + E.publisher : '') + (E.date ? ', ' + day(E.date) : '') + ', ' + f.loc + ', ' + f.url + '.' + f.fp;
      case 'bib': return '@incollection{' + f.key + ',\n' + [
        ['author', authors.map(function (p) { return p.literal ? '{' + p.literal + '}' : sorted(p); }).join(' and ')], ['title', '{' + data.title + '}'], ['booktitle', '{' + ie + '}'],
        ['editor', editors.map(function (p) { return p.literal ? '{' + p.literal + '}' : sorted(p); }).join(' and ')], ['year', f.year], ['edition', 'Version ' + E.version], ['publisher', E.publisher], ['address', E.place],
        ['doi', E.doi], ['url', f.url], ['urldate', today()], ['pages', f.loc], ['note', [quote && '“' + quote + '”', f.fp.trim()].filter(Boolean).join(' ')]
      ].filter(function (p) { return p[1]; }).map(function (p) { return '  ' + p[0] + ' = {' + p[1] + '}'; }).join(',\n') + '\n}';
      case 'ris': return ['TY  - CHAP'].concat(authors.map(function (p) { return 'AU  - ' + sorted(p); }), ['TI  - ' + data.title, 'T2  - ' + ie], editors.map(function (p) { return 'ED  - ' + sorted(p); }),
        ['PY  - ' + f.year, 'ET  - Version ' + E.version, E.publisher && 'PB  - ' + E.publisher, E.doi && 'DO  - ' + E.doi, 'SP  - ' + f.loc, 'UR  - ' + f.url, 'Y2  - ' + today().replace(/-/g, '/'), quote && 'N1  - “' + quote + '”' + f.fp, 'ER  - ']).filter(Boolean).join('\n');
      case 'csl': return JSON.stringify([clean({ id: f.key, type: 'chapter', title: data.title, author: authors, 'container-title': ie, editor: editors, edition: 'version ' + E.version, version: E.version,
        issued: parts(E.date), accessed: parts(today()), publisher: E.publisher, 'publisher-place': E.place, DOI: E.doi, URL: f.url, locator: f.loc, note: f.fp.trim(), annote: quote })], null, 1);
      default: return (q && q.trim() + '\n') + f.url;
    }
  }
  function clean(o) { Object.keys(o).forEach(function (k) { var v = o[k]; if (!v || (Array.isArray(v) && !v.length)) delete o[k]; }); return o; }
  function parts(iso) { return iso && { 'date-parts': [iso.split('-').map(Number)] }; }
  function today() { return new Date().toISOString().slice(0, 10); }

  // ---- the words selected: of the reading text, without marks
  ed.body = function (pg) { return pg.querySelector(':scope > :is(p:not(.em-out), blockquote, h2, h3, h4, h5, h6)'); };
  ed.clean = function (d) { ed.all('.em-w, .nref, .own, .pb, .here, .card, .own-mark', d).forEach(function (x) { x.remove(); }); return d; };
  function selected() {
    var s = getSelection();
    if (!s || !s.rangeCount || s.isCollapsed) return null;
    var r = s.getRangeAt(0), el = r.startContainer.nodeType === 1 ? r.startContainer : r.startContainer.parentElement, pg = el.closest('.pg');
    if (!pg) return null;
    var body = ed.body(pg);
    if (!body || !body.contains(el)) return null;
    r = r.cloneRange();
    if (!body.contains(r.endContainer)) r.setEnd(body, body.childNodes.length);
    var d = document.createElement('div');
    d.append(r.cloneContents());
    var words = ed.clean(d).textContent.replace(/\s+/g, ' ').trim();
    return words && { pg: pg, words: words, range: r };
  }

  // ---- the dialog
  var box = ed.make('<dialog class="cite" aria-labelledby="cite-h"><h2 id="cite-h"></h2><button type="button" class="close" aria-label="Close">×</button>' +
    '<fieldset class="cite-how"><legend class="vh">Form of the citation</legend>' + FORMS.map(function (f, n) { return '<label><input type="radio" name="cite-form" value="' + f[0] + '"' + (n ? '' : ' checked') + '> ' + f[1] + '</label>'; }).join('') +
    '</fieldset><output class="cite-out" tabindex="0" aria-label="Citation"></output><p class="cite-since"></p><p><button type="button" class="copy">Copy</button> <button type="button" class="save" hidden>Save as a file</button></p>' +
    '<p class="cite-more"><button type="button" value="note">Annotate</button> <button type="button" value="report">Report an error</button></p></dialog>');
  document.body.append(box);
  var out = ed.$('.cite-out', box), copy = ed.$('.copy', box), save = ed.$('.save', box), kept = ed.get().cite;
  if (kept && ed.$('[value="' + kept + '"]', box)) ed.$('[value="' + kept + '"]', box).checked = true;
  function form() { return ed.$('input:checked', box).value; }
  function draw() {
    var f = form();
    out.textContent = make(f);
    out.classList.toggle('code', /bib|ris|csl/.test(f));
    save.hidden = !/bib|ris|csl/.test(f);
    copy.textContent = 'Copy';
  }
  box.addEventListener('change', function () { ed.set('cite', form()); draw(); });
  ed.$('.close', box).addEventListener('click', function () { box.close(); });
  box.addEventListener('click', function (e) { if (e.target === box) box.close(); });
  copy.addEventListener('click', function () {
    var done = function () { copy.textContent = 'Copied'; ed.say('Citation copied'); };
    var byHand = function () { var r = document.createRange(); r.selectNodeContents(out); var s = getSelection(); s.removeAllRanges(); s.addRange(r); try { document.execCommand('copy'); done(); } catch (e) { copy.textContent = 'Press Ctrl C'; } };
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(out.textContent).then(done, byHand); else byHand();
  });
  save.addEventListener('click', function () {
    var a = document.createElement('a'), f = form();
    a.href = URL.createObjectURL(new Blob([out.textContent + '\n'], { type: 'text/plain;charset=utf-8' }));
    a.download = facts().key + { bib: '.bib', ris: '.ris', csl: '.json' }[f];
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
  });
  function since(pg) {                                         // since which edition the words stand, with a link if they changed
    var p = ed.$('.cite-since', box), words = pg ? ed.$('.pn', pg).title : '';
    p.hidden = !words;
    p.textContent = words && pg.dataset.loc + ': ' + words + '. ';
    if (words && data.changes && /^changed|changed then|^withdrawn/.test(words)) p.append(ed.make('<a href="' + document.documentElement.dataset.root + data.changes + '">What changed</a>'));
  }
  function cite(pg) {
    var s = selected();
    now = s && (!pg || pg === s.pg) ? s.pg : pg;
    quote = s && now === s.pg ? s.words : '';
    ed.$('#cite-h', box).textContent = 'Cite ' + facts().loc + (quote ? ' with the words selected' : '');
    ed.$('.cite-more', box).hidden = !now;
    since(now);
    draw();
    if (box.showModal) { box.showModal(); copy.focus(); } else box.setAttribute('open', '');
  }
  ed.cite = cite;
  var loading;
  function note(what, pg) {
    var s = selected();
    s = s && (!pg || pg === s.pg) ? s : { pg: pg, words: '' };
    loading = loading || new Promise(function (ok, no) { var c = document.createElement('script'); c.src = HERE + 'annotate.js'; c.onload = ok; c.onerror = no; document.head.append(c); });
    loading.then(function () { ed.annotate(what, s, data); }, function () { loading = null; ed.say('This could not be loaded'); });
  }
  ed.note = note;
  box.addEventListener('click', function (e) { var b = e.target.closest('.cite-more button'); if (b) { box.close(); note(b.value, now); } });
  ed.citation = function (pg, words, how) { now = pg; quote = words || ''; return make(how); };   // for the tests

  // ---- where the button is: in the bar for the document, beside the passage that is pointed at or focused
  var button = ed.make('<button type="button" class="pg-cite">cite</button>'), doc = ed.$('#cite-open');
  if (doc) doc.addEventListener('click', function () { cite(null); });
  button.addEventListener('click', function () { cite(button.closest('.pg')); });
  function attach(pg) { if (!pg || pg === button.parentNode || pg.matches('.head')) return; var pn = ed.$('.pn', pg); if (pn) { pn.after(button); button.setAttribute('aria-label', 'Cite ' + pg.dataset.loc); } }
  var text = ed.$('article.text');
  var hover = matchMedia('(hover: hover)').matches;
  text.addEventListener('mouseover', function (e) { if (hover && innerWidth > 750) attach(e.target.closest('.doc-text .pg')); });
  text.addEventListener('focusin', function (e) { var pn = e.target.closest('.pn'); if (pn) attach(pn.closest('.pg')); });
  text.addEventListener('click', function (e) { var pn = e.target.closest('.pn'); if (pn) attach(pn.closest('.pg')); });

  var float = ed.make('<p class="float-cite"><button type="button" class="tool">Cite these words</button><button type="button" class="tool" value="note">Annotate</button><button type="button" class="tool" value="report">Report an error</button></p>');
  float.addEventListener('mousedown', function (e) { e.preventDefault(); });
  float.addEventListener('click', function (e) { var b = e.target.closest('button'); if (!b) return; if (b.value) note(b.value); else cite(null); float.remove(); });
  document.addEventListener('selectionchange', function () {
    clearTimeout(float.t);
    float.t = setTimeout(function () {
      var s = !ed.$('dialog[open]') && selected();
      if (!s) { float.remove(); return; }
      var r = getSelection().getRangeAt(0).getClientRects(); r = r[r.length - 1];
      document.body.append(float);
      float.style.left = Math.max(8, Math.min(r.right + scrollX - 60, innerWidth - float.offsetWidth - 20)) + 'px';
      float.style.top = (r.bottom + scrollY + 8) + 'px';
    }, 250);
  });
})();
