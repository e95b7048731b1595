// Search by passage: Pagefind over http, Sphinx's own index from disk. The forms of a name (forms.json) widen the question.
(function () {
  'use strict';
  var ed = window.edition, form = ed.$('.search-form'), box = ed.$('#q'), said = ed.$('.search-said'), list = ed.$('.hits'), by = ed.$('.search-by');
  var root = new URL(document.documentElement.dataset.root || './', location.href).href, STEP = 20, NAMES = { what: 'In', doc: 'Document', kind: 'Kind of note' };
  var WHAT = { document: 'the documents’ words', note: 'the editors’ notes', account: 'accounts', entry: 'registers and glossary', work: 'bibliography', page: 'other pages' };
  var asked = new URLSearchParams(location.search), engine, forms, offered = {}, turn = 0;
  box.value = asked.get('q') || '';

  function norm(s) { return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f.’']/g, '').replace(/\s+/g, ' ').trim(); }
  function within(a, b) { return (' ' + a.replace(/-/g, ' ') + ' ').indexOf(' ' + b.replace(/-/g, ' ') + ' ') >= 0; }
  // “Edvard” asks for “Edward Jon Varn” and “E. J. Varn” too: other forms of whatever entity has the words in a form.
  function widen(q) {
    var n = norm(q), out = [q];
    if (n.length < 3 && /^[a-z0-9 ]*$/.test(n)) return out;
    (forms || []).forEach(function (set) {
      if (set.some(function (f) { return within(norm(f), n); })) set.forEach(function (f) { if (!within(norm(f), n) && out.indexOf(f) < 0) out.push(f); });
    });
    return out.slice(0, 8);
  }
  // Little found (Pagefind then shortens the word until something begins with it): the word of a name at most two letters away (Levenshtein).
  function away(a, b) {
    var row = Array.from({ length: b.length + 1 }, function (x, i) { return i; });
    for (var i = 1; i <= a.length; i++) {
      var corner = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length; j++) {
        var above = row[j];
        row[j] = Math.min(above + 1, row[j - 1] + 1, corner + (a[i - 1] === b[j - 1] ? 0 : 1));
        corner = above;
      }
    }
    return row[b.length];
  }
  function meant(q) {
    if (q.length < 4 || /\s/.test(q)) return '';
    var n = norm(q), best = '', least = n.length < 6 ? 2 : 3;
    (forms || []).forEach(function (set) {
      set.forEach(function (f) { f.split(/[\s,()]+/).forEach(function (w) { var d = Math.abs(w.length - n.length) < 3 ? away(n, norm(w)) : 9; if (d < least) { least = d; best = w; } }); });
    });
    return least ? best : '';
  }
  function hit(title, url, excerpt, what, extra) {
    var li = ed.make('<li><a class="hit-h"></a><span class="hit-what"></span><p></p></li>');
    if (what) li.className = 'hit-' + what;
    ed.$('a', li).textContent = title; ed.$('a', li).href = url;
    ed.$('.hit-what', li).textContent = [WHAT[what], extra].filter(Boolean).join(' · ');
    var plain = ed.make('<p>' + excerpt + '</p>').textContent.trim();
    ed.$('p', li).innerHTML = (/^[^A-Z“"(\[\d]/.test(plain) ? '… ' : '') + excerpt + (plain && !/[.?!:][”’")\]]*$/.test(plain) ? ' …' : '');               // Pagefind's: escaped text with <mark>
    list.append(li);
  }

  // ---- Pagefind
  function chosen() { var f = {}; ed.all('select', by).forEach(function (s) { if (s.value) f[s.name] = s.value; }); return f; }
  // The choices are in a file of their own, because Pagefind would load what every record has of each.
  function offer() {
    var all = { what: offered.what, kind: offered.kind, doc: Object.keys(offered.doc || {}) };
    by.replaceChildren();
    Object.keys(NAMES).forEach(function (name) {
      var values = all[name];
      if (!values || values.length < 2) return;
      var label = document.createElement('label'), sel = document.createElement('select');
      sel.name = name; sel.add(new Option('all', ''));
      var order = Object.keys(WHAT);
      values.sort(function (a, b) { return order.indexOf(a) - order.indexOf(b) || (a < b ? -1 : 1); }).forEach(function (v) { sel.add(new Option((name === 'what' && WHAT[v]) || v, v)); });
      sel.value = asked.get(name) || '';
      if (sel.selectedIndex < 0) sel.value = '';
      label.append(NAMES[name] + ' ', sel); by.append(label);
    });
    by.hidden = !by.children.length;
  }
  // A passage by its number is taken from the page of its text.
  function numbered(siglum, id) {
    var url = (offered.doc || {})[siglum], none = { results: [] };
    if (!url) return Promise.resolve(none);
    return fetch(root + url).then(function (r) { return r.text(); }).then(function (t) {
      var pg = new DOMParser().parseFromString(t, 'text/html').getElementById(id), p = pg && pg.querySelector(':scope > :is(p, blockquote, h2, h3, h4, h5, h6)'), safe = document.createElement('p');
      if (!p) return none;
      ed.all('.em-w, .nref, .own', p).forEach(function (x) { x.remove(); });
      safe.textContent = p.textContent.trim().slice(0, 220).replace(/\s+\S*$/, '');
      return { results: [{ id: id, data: function () { return { meta: { title: pg.dataset.loc, url: url + '#' + id }, excerpt: safe.innerHTML, filters: { what: ['document'] } }; } }] };
    }).catch(function () { return none; });
  }
  function ask() {
    var q = box.value.trim(), mine = ++turn, filters = chosen();
    var p = new URLSearchParams(filters); if (q) p.set('q', q);
    history.replaceState(null, '', '?' + p);
    if (!q) { list.replaceChildren(); said.textContent = ''; return; }
    said.textContent = 'Searching …';
    var words = widen(q), at = /^([a-z][a-z0-9]*)[ -]([sn]?\d+[a-z]?)$/i.exec(q);   // the number of a passage
    var asks = at ? [numbered(at[1].toUpperCase(), (at[1] + '-' + at[2]).toLowerCase())] : [];
    Promise.all(asks.concat(words.map(function (w, n) { return engine.search(n ? '"' + w + '"' : w, { filters: filters }); }))).then(function (sets) {
      if (mine !== turn) return;
      var seen = {}, hits = [];
      sets.forEach(function (s) { s.results.forEach(function (r) { if (!seen[r.id]) { seen[r.id] = 1; hits.push(r); } }); });
      list.replaceChildren();
      var other = hits.length < 10 ? meant(q) : '';
      said.textContent = (hits.length === 1 ? '1 place' : hits.length + ' places') + (words.length > 1 ? ', also searched as ' + words.slice(1).join(', ') : '');
      if (other) {
        var b = ed.make('<button type="button" class="meant"></button>');
        b.textContent = other;
        b.addEventListener('click', function () { box.value = other; ask(); box.focus(); });
        said.append('. Did you mean ', b, '?');
      }
      more(hits, 0, mine);
    }, function () { said.textContent = 'The search index could not be read.'; });
  }
  function more(hits, from, mine) {
    return Promise.all(hits.slice(from, from + STEP).map(function (r) { return r.data(); })).then(function (data) {
      if (mine !== turn) return;
      data.forEach(function (d) {
        var f = d.filters || {}, url = (d.meta && d.meta.url) || d.url;
        hit((d.meta && d.meta.title) || url, new URL(url.replace(/^\//, ''), root).href, d.excerpt, (f.what || [])[0], (f.kind || [])[0]);
      });
      if (from + STEP < hits.length) {
        var b = ed.make('<li><button type="button">More places</button></li>');
        b.firstChild.addEventListener('click', function () { b.remove(); more(hits, from + STEP, mine); });
        list.append(b);
      }
    });
  }
  function online() {
    return import(root + 'pagefind/pagefind.js').then(function (pf) {
      engine = pf;
      var set = pf.options ? pf.options({ excerptLength: 34 }) : null;
      var file = function (name, none) { return fetch(root + name).then(function (r) { return r.ok ? r.json() : none; }).catch(function () { return none; }); };
      return Promise.all([set, file('forms.json', []), file('filters.json', {})]);
    }).then(function (got) {
      forms = got[1]; offered = got[2];
      if (engine.init) engine.init();
      offer();
      var wait;
      box.addEventListener('input', function () { clearTimeout(wait); wait = setTimeout(ask, 200); });
      by.addEventListener('change', ask);
      form.addEventListener('submit', function (e) { e.preventDefault(); ask(); });
      ask();
    });
  }

  // ---- Sphinx's index: pages, not passages, but it opens from a disk
  function offline() {
    var old = ['documentation_options.js', 'doctools.js', 'sphinx_highlight.js', 'language_data.js', 'searchtools.js'], base = list.dataset.static, out = document.createElement('div');
    document.documentElement.dataset.content_root = document.documentElement.dataset.root || './';
    out.id = 'search-results'; list.before(out);
    by.hidden = true;
    box.name = 'q';
    function load(src) { return new Promise(function (ok, no) { var s = document.createElement('script'); s.src = src; s.onload = ok; s.onerror = no; document.head.append(s); }); }
    (window.Stemmer ? Promise.resolve() : load(base + 'base-stemmer.js').then(function () { return load(base + 'english-stemmer.js'); }).catch(function () {}))
      .then(function () { return old.reduce(function (p, f) { return p.then(function () { return load(base + f); }); }, Promise.resolve()); })
      .then(function () { if (location.protocol === 'file:') DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false; })   // it would fetch
      .then(function () { if (typeof Search !== 'undefined' && !Search.hasIndex()) return load(list.dataset.index); })
      .then(function () { said.textContent = box.value ? '' : location.protocol === 'file:' ? 'This copy is read from a disk: the search finds pages. The edition on the web finds passages.' : 'This copy has no index of passages: the search finds pages.'; if (box.value && !out.children.length) Search.performSearch(box.value); })
      .catch(function () { said.textContent = 'The search index could not be read.'; });
  }
  if (location.protocol === 'file:') offline(); else online().catch(offline);
  if (!box.value) box.focus();
})();
