// Search by passage. The index is made of small scripts (sphinx_ext/search/index.py says what is in them), so that it is read from a disk as from the web.
(function () {
  'use strict';
  var ed = window.edition, form = ed.$('.search-form'), box = ed.$('#q'), said = ed.$('.search-said'), list = ed.$('.hits'), by = ed.$('.search-by');
  var root = new URL(document.documentElement.dataset.root || './', location.href).href, STEP = 20, AROUND = 34, MANY = 400, NAMES = { what: 'In', doc: 'Document', kind: 'Kind of note' };
  var WHAT = { document: 'the documents’ words', note: 'the editors’ notes', account: 'accounts', entry: 'registers and glossary', work: 'bibliography', page: 'other pages' };
  var asked = new URLSearchParams(location.search), turn = 0, pieces = {}, all, starts, idle;
  box.value = asked.get('q') || '';

  // ---- the pieces
  var taken = {};
  ed.take = function (name, data) { taken[name] = data; };
  function load(name) {
    return pieces[name] = pieces[name] || new Promise(function (ok, no) {
      var s = document.createElement('script');
      s.src = root + '_search/' + name + '.js';
      s.onload = function () { s.remove(); ok(taken[name]); };
      s.onerror = function () { s.remove(); delete pieces[name]; no(new Error(name)); };
      document.head.append(s);
    });
  }
  function record(at) { return load('r/' + Math.floor(at / all.together)).then(function (some) { return some[at % all.together]; }); }
  // What a record is: runs of records are of one sort, one document, one kind.
  function sort(at) {
    var low = 0, high = starts.length - 1;
    while (low < high) { var mid = (low + high + 1) >> 1; if (starts[mid] <= at) low = mid; else high = mid - 1; }
    var run = all.runs[low];
    return { what: all.what[run[1]], doc: all.docs[run[2]], kind: all.kinds[run[3]] };
  }

  // ---- words, taken apart as sphinx_ext/search/terms.py does
  var TERM = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*|\p{Sc}/gu;
  function plain(s) { return s.toLowerCase().normalize('NFD').replace(/[’']s\b|[\u0300-\u036f.’']/g, ''); }
  function words(s) { return plain(s).match(TERM) || []; }
  function flat(s) { return ' ' + words(s).join(' ').replace(/-/g, ' ') + ' '; }

  function decode(posting, weight, into) {
    var at = -1, m, each = /(\d*)([a-z])/g;
    while ((m = each.exec(posting))) {
      at += +m[1] || 1;
      into.set(at, Math.max(into.get(at) || 0, weight * (m[2].charCodeAt(0) - 96)));
    }
    return into;
  }
  // The shard of a word is that of its longest beginning; what begins with the word may be in those below it.
  function shards(word, below) {
    var own = -1, out = [];
    all.shards.forEach(function (b, n) {
      if (word.indexOf(b) === 0 && (own < 0 || b.length > all.shards[own].length)) own = n;
      else if (below && b.length > word.length && b.indexOf(word) === 0) out.push(n);
    });
    if (own >= 0) out.unshift(own);
    return Promise.all(out.slice(0, 8).map(function (n) { return load('w/' + n); })).then(function (sets) { return [].concat.apply([], sets); });
  }
  // The records of a word: those of its stem; if it stands nowhere, of the words that begin with it, as while one types.
  function look(word) {
    var found = { word: word, at: new Map(), forms: {} };
    function take(entries, fits, weight) {
      entries.forEach(function (entry) {
        var forms = entry[0].split(' ');
        if (!forms.some(fits)) return;
        forms.forEach(function (f) { found.forms[f] = 1; });
        decode(entry[1], weight, found.at);
      });
    }
    return shards(word).then(function (entries) {
      take(entries, function (f) { return f === word; }, 1);
      if (found.at.size || word.length < 2) return found;
      return shards(word, true).then(function (more) {
        take(more, function (f) { return f.indexOf(word) === 0; }, .6);
        if (!found.at.size) found.near = nearest(word, more);
        return found;
      });
    });
  }
  // A hyphen: the word in one, or else each part.
  function lookUp(word) {
    if (word.indexOf('-') < 0) return look(word).then(function (one) { return [one]; });
    return look(word.replace(/-/g, '')).then(function (one) {
      word.split('-').forEach(function (part) { one.forms[part] = 1; });
      return one.at.size ? [one] : Promise.all(word.split('-').map(look));
    });
  }

  // ---- what was meant: the word at most two letters away (Levenshtein) that stands most often, or a name
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
  function nearest(word, entries) {
    var best = '', least = word.length < 6 ? 2 : 3, most = 0;
    function weigh(w, shown, often) {
      var d = Math.abs(w.length - word.length) < 3 ? away(word, w) : 9;
      if (d && (d < least || (d === least && best && often > most))) { least = d; best = shown; most = often; }
    }
    if (word.length < 4) return '';
    all.names.forEach(function (set) { set.forEach(function (f) { f.split(/[\s,()]+/).forEach(function (w) { weigh(plain(w), w, 1e6); }); }); });
    entries.forEach(function (entry) { entry[0].split(' ').forEach(function (w) { weigh(w, w, entry[1].length); }); });
    return best;
  }

  // ---- the question
  // “Edvard” asks for “Edward Jon Varn” and “E. J. Varn” too: other forms of whatever name has the words in a form.
  function widen(q) {
    var n = flat(q), out = [], long = n.split(' ').length - 2;
    if (n.trim().length < 3 && /^[a-z0-9 ]*$/.test(n)) return out;
    all.names.forEach(function (set, number) {
      // a word or two within the title of a work do not name it
      if (n.trim() && set.some(function (f) { var w = flat(f); return w.indexOf(n) >= 0 && w.split(' ').length - 2 <= 3 * long; })) out.push({ number: number, is: set.some(function (f) { return flat(f) === n; }), forms: set.filter(function (f) { return flat(f).indexOf(n) < 0; }) });
    });
    return out.slice(0, 8);
  }
  function search(q) {
    var phrases = (q.match(/["“][^"”]+["”]/g) || []).map(flat).filter(function (p) { return p.trim(); });
    var at = /^\s*([a-z][a-z0-9]*)[ -]([sn]?\d+[a-z]?)\s*$/i.exec(q), number = at && (at[1] + at[2]).toLowerCase();
    var asks = words(q), telling = asks.filter(function (w) { return !idle[w]; }), wide = phrases.length ? [] : widen(q);
    if (telling.length) asks = telling;
    return Promise.all([
      Promise.all(asks.map(lookUp)).then(function (sets) { return [].concat.apply([], sets); }),
      number ? look(number) : null,
      Promise.all(wide.map(function (w) { return load('e/' + w.number); }))
    ]).then(function (got) {
      var sets = got[0], there = sets.filter(function (s) { return s.at.size; }), out = { marks: {}, names: [], without: [], near: '', hits: [] }, score = new Map();
      sets.forEach(function (s) { if (!s.at.size) { out.without.push(s.word); out.near = out.near || s.near; } Object.keys(s.forms).forEach(function (f) { out.marks[f] = 1; }); });
      there.sort(function (a, b) { return a.at.size - b.at.size; });
      if (there.length) there[0].at.forEach(function (w, n) {
        if (there.every(function (s) { return s.at.has(n); })) score.set(n, there.reduce(function (sum, s) { return sum + s.at.get(n) * Math.log(1 + all.records / s.at.size); }, 1));
      });
      // other forms of a name count a little less than the words themselves
      got[2].forEach(function (records, i) {
        wide[i].forms.forEach(function (f) { if (out.names.indexOf(f) < 0) out.names.push(f); words(f).forEach(function (w) { if (w.length > 1) w.split('-').forEach(function (part) { out.marks[part] = 1; }); }); });
        var there = decode(records, .4, new Map());
        if (wide[i].is && all.own[wide[i].number] >= 0) score.set(all.own[wide[i].number], 1e5);   // the entry of the very name
        there.forEach(function (w, n) { score.set(n, (score.get(n) || 0) + w * Math.log(1 + all.records / there.size)); });
      });
      if (number && got[1].forms[number]) got[1].at.forEach(function (w, n) { score.set(n, 1e6); });
      out.names = out.names.slice(0, 8);
      out.hits = Array.from(score.keys()).sort(function (a, b) { return score.get(b) - score.get(a) || a - b; });
      return phrases.length ? exactly(out, phrases) : out;
    });
  }
  // Words in quotation marks stand together: that is seen in the records themselves.
  function exactly(out, phrases) {
    return Promise.all(out.hits.slice(0, MANY).map(record)).then(function (some) {
      out.hits = out.hits.slice(0, MANY).filter(function (n, i) { var text = flat(some[i][2]); return phrases.every(function (p) { return text.indexOf(p) >= 0; }); });
      return out;
    });
  }

  // ---- the answer
  // The run of words that has most of what was asked for, marked; of an entry its beginning, which says who or what it is.
  function excerpt(text, marks, whole) {
    var run = [], m, each = /[\p{L}\p{N}\u0300-\u036f.’'-]+|\p{Sc}/gu;
    while ((m = each.exec(text))) {
      var w = plain(m[0]).replace(/^-+|-+$/g, ''), hit = marks[w.replace(/-/g, '')] || (w.indexOf('-') > 0 && w.split('-').some(function (part) { return marks[part]; }));
      run.push({ from: m.index, to: m.index + m[0].replace(/[.’'-]+$/, '').length, end: each.lastIndex, hit: hit ? w : '' });
    }
    var best = 0, most = 0;
    run.forEach(function (w, i) {
      if (!w.hit || whole) return;
      var first = Math.max(0, Math.min(i - 6, run.length - AROUND)), kinds = {}, n = 0;
      run.slice(first, first + AROUND).forEach(function (x) { if (x.hit) { n += kinds[x.hit] ? .1 : 1; kinds[x.hit] = 1; } });
      if (n > most) { most = n; best = first; }
    });
    var last = Math.min(run.length, best + AROUND) - 1, p = document.createElement('p'), at = run.length && best ? run[best].from : 0;
    if (!run.length) return p;
    if (best) p.append('… ');
    for (var i = best; i <= last; i++) {
      if (!run[i].hit) continue;
      var mark = document.createElement('mark');
      mark.textContent = text.slice(run[i].from, run[i].to);
      p.append(text.slice(at, run[i].from), mark);
      at = run[i].to;
    }
    p.append(text.slice(at, last === run.length - 1 ? text.length : run[last].end));
    if (last < run.length - 1) p.append(' …');
    return p;
  }
  function show(at, marks) {
    return record(at).then(function (got) {
      var li = ed.make('<li><a class="hit-h"></a><span class="hit-what"></span></li>'), s = sort(at), a = ed.$('a', li);
      li.className = 'hit-' + s.what;
      a.textContent = got[0]; a.href = root + got[1];
      ed.$('.hit-what', li).textContent = [WHAT[s.what], s.kind].filter(Boolean).join(' · ');
      li.append(excerpt(got[2], marks, s.what === 'entry'));
      return li;
    });
  }
  function chosen() { var f = {}; ed.all('select', by).forEach(function (s) { if (s.value) f[s.name] = s.value; }); return f; }
  function offer() {
    var values = { what: all.what.filter(function (w, n) { return all.runs.some(function (r) { return r[1] === n; }); }), doc: all.docs, kind: all.kinds };
    Object.keys(NAMES).forEach(function (name) {
      var some = values[name].filter(Boolean);
      if (some.length < 2) return;
      var label = document.createElement('label'), sel = document.createElement('select');
      sel.name = name; sel.add(new Option('all', ''));
      some.forEach(function (v) { sel.add(new Option((name === 'what' && WHAT[v]) || v, v)); });
      sel.value = asked.get(name) || '';
      if (sel.selectedIndex < 0) sel.value = '';
      label.append(NAMES[name] + ' ', sel); by.append(label);
    });
    by.hidden = !by.children.length;
  }
  // How many places each choice would leave, the other choices standing.
  function count(sorts, filters) {
    ed.all('select', by).forEach(function (sel) {
      var counts = {};
      (sorts || []).forEach(function (s) {
        if (Object.keys(filters).every(function (name) { return name === sel.name || s[name] === filters[name]; })) counts[s[sel.name]] = (counts[s[sel.name]] || 0) + 1;
      });
      Array.from(sel.options).forEach(function (o) {
        o.dataset.words = o.dataset.words || o.text;
        if (o.value) o.text = o.dataset.words + (sorts ? ' (' + (counts[o.value] || 0) + ')' : '');
      });
    });
  }
  function ask() {
    var q = box.value.trim(), mine = ++turn, filters = chosen(), p = new URLSearchParams(filters);
    if (q) p.set('q', q);
    try { history.replaceState(null, '', p.size || q ? '?' + p : location.pathname); } catch (e) { /* from a disk */ }
    if (!q) { list.replaceChildren(); said.textContent = ''; count(null); return Promise.resolve(); }
    said.textContent = 'Searching …';
    return search(q).then(function (got) {
      if (mine !== turn) return;
      var sorts = got.hits.map(sort), hits = got.hits.filter(function (n, i) { return Object.keys(filters).every(function (name) { return sorts[i][name] === filters[name]; }); });
      count(sorts, filters);
      list.replaceChildren();
      var each = filters.what ? [] : all.what.map(function (w) { return [hits.filter(function (n) { return sort(n).what === w; }).length, WHAT[w]]; }).filter(function (g) { return g[0]; });
      said.textContent = (hits.length === 1 ? '1 place' : hits.length + ' places')
        + (each.length > 1 ? ' (' + each.map(function (g) { return g.join(' in '); }).join(', ') + ')' : '')
        + (got.without.length && got.hits.length ? ', without “' + got.without.join('”, “') + '”, which stands nowhere' : '')
        + (got.names.length ? ', also searched as ' + got.names.join(', ') : '');
      if (got.near) {
        var b = ed.make('<button type="button" class="meant"></button>');
        b.textContent = got.near;
        b.addEventListener('click', function () { box.value = words(q).length > 1 ? q.replace(new RegExp(got.without[0], 'i'), got.near) : got.near; ask(); box.focus(); });
        said.append('. Did you mean ', b, '?');
      }
      return more(hits, 0, mine, got.marks);
    }).catch(unread);
  }
  function more(hits, from, mine, marks) {
    return Promise.all(hits.slice(from, from + STEP).map(function (n) { return show(n, marks); })).then(function (items) {
      if (mine !== turn) return;
      list.append.apply(list, items);
      if (from + STEP < hits.length) {
        var b = ed.make('<li><button type="button">More places</button></li>');
        b.firstChild.addEventListener('click', function () { b.remove(); more(hits, from + STEP, mine, marks).then(function () { ed.$('.hit-h', list.children[from + STEP]).focus(); }, unread); });
        list.append(b);
      }
    });
  }
  function unread() { said.textContent = 'The search index could not be read.'; }

  load('index').then(function (got) {
    var wait, at = 0;
    all = got; idle = {};
    starts = all.runs.map(function (run) { var from = at; at += run[0]; return from; });
    all.idle.split(' ').forEach(function (w) { idle[w] = 1; });
    offer();
    box.addEventListener('input', function () { clearTimeout(wait); wait = setTimeout(ask, 200); });
    by.addEventListener('change', ask);
    form.addEventListener('submit', function (e) { e.preventDefault(); ask(); });
    return ask();
  }).catch(unread);
  if (!box.value) box.focus();
})();
