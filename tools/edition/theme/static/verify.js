// Does this citation still stand? Answered here, from data written with the pages; the same answers as `edition verify` (derive/verify.py).
(function () {
  'use strict';
  var ed = window.edition, here = document.currentScript.src.replace(/[^/]*$/, '');
  var RECEIPT = /([A-Za-z][A-Za-z0-9]*[ -][sn]?\p{Nd}+[a-z]?)\s*\(\s*(\p{Nd}{4}\.\p{Nd}+)\s*(?:,\s*([0-9a-zA-Z]{5,20}))?\s*\)/u;
  var OTHER = /([a-z0-9]+\/[a-z0-9-]+|[a-z0-9]+(?:-[a-z0-9]+)*)\s*\(\s*(\p{Nd}{4}\.\p{Nd}+)\s*(?:,\s*([0-9a-zA-Z]{5,20}))?\s*\)/u;
  var LOCUS = /^[a-z][a-z0-9]*-[sn]?(0|[1-9][0-9]{0,5})[a-z]?$/, SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

  // ---- words and receipts (derive/receipt.py)
  function split(s) { return s.split(SPACE).filter(Boolean); }
  function normal(s) { return split(s.normalize('NFC')).join(' '); }
  function folded(s) {
    return split(s.normalize('NFKD').replace(/ß/g, 'ss').toLowerCase().replace(/ς/g, 'σ').replace(/\p{Mn}/gu, '').replace(/[^\p{L}\p{N}]/gu, ' ')).join(' ');
  }
  function plain(signs) { return (signs || '').toLowerCase().replace(/[il]/g, '1').replace(/o/g, '0'); }
  function parse(words) {
    var m = RECEIPT.exec(words);
    if (m) {
      var at = m[1].search(/[ -]/);
      return { id: m[1].slice(0, at).toLowerCase() + '-' + m[1].slice(at + 1), edition: m[2], signs: plain(m[3]) };
    }
    m = OTHER.exec(words);
    return m && { id: m[1], edition: m[2], signs: plain(m[3]) };
  }
  function printed(id) { var at = id.indexOf('-'); return id.slice(0, at).toUpperCase() + ' ' + id.slice(at + 1); }
  function name(id) { return LOCUS.test(id) ? printed(id) : id.replace(/^entity\//, '').replace(/^event\//, ''); }

  // ---- what two rows of words have in common (Ratcliff and Obershelp, as Python's difflib without “junk”)
  function longest(a, b, where, alo, ahi, blo, bhi) {
    var best = [alo, blo, 0], runs = {};
    for (var i = alo; i < ahi; i++) {
      var next = {};
      (where.get(a[i]) || []).forEach(function (j) {
        if (j < blo || j >= bhi) return;
        var k = next[j] = (runs[j - 1] || 0) + 1;
        if (k > best[2]) best = [i - k + 1, j - k + 1, k];
      });
      runs = next;
    }
    return best;
  }
  function places(b) { var where = new Map(); b.forEach(function (w, j) { if (where.has(w)) where.get(w).push(j); else where.set(w, [j]); }); return where; }
  function blocks(a, b, where) {
    var todo = [[0, a.length, 0, b.length]], out = [];
    while (todo.length) {
      var q = todo.pop(), m = longest(a, b, where, q[0], q[1], q[2], q[3]);
      if (!m[2]) continue;
      out.push(m);
      if (q[0] < m[0] && q[2] < m[1]) todo.push([q[0], m[0], q[2], m[1]]);
      if (m[0] + m[2] < q[1] && m[1] + m[2] < q[3]) todo.push([m[0] + m[2], q[1], m[1] + m[2], q[3]]);
    }
    return out.sort(function (x, y) { return x[0] - y[0] || x[1] - y[1]; });
  }
  function alike(a, b, where) {
    if (!a.length && !b.length) return 1;
    return 2 * blocks(a, b, where).reduce(function (n, m) { return n + m[2]; }, 0) / (a.length + b.length);
  }

  // ---- the answer (derive/verify.py)
  function verifier(data) {
    var now = data.now, past = data.past, order = data.releases;
    function has(o, k) { return Object.prototype.hasOwnProperty.call(o, k); }
    function line(l) { return { release: l[0], hash: l[1], gone: l[2], words: l[3] }; }
    function answer(verdict, message, id, before, after) { return { verdict: verdict, message: message, id: id || '', before: before || '', after: after || '' }; }
    function life(id) { return has(past, id) ? past[id].map(function (l) { l = line(l); if (l.words === 0) l.words = now[id][3]; return l; }) : null; }
    function last(lines) { return lines[lines.length - 1]; }
    function verify(words) {
      var r = parse(words);
      if (!r) return find(words);
      var id = [r.id, 'entity/' + r.id, 'event/' + r.id].filter(function (n) { return has(now, n) || has(past, n); })[0] || r.id;
      var state = has(now, id) ? now[id] : null, lines = life(id);
      if (!state && !lines) return answer('never existed', name(id) + ' never existed in this edition', id);
      if (order.indexOf(r.edition) < 0) {
        if (state && r.edition === data.version && r.signs && state[1].indexOf(r.signs) === 0) return answer('unchanged', name(id) + ' stands as in edition ' + r.edition + ', which is being prepared', id);
        return answer('not released', 'there is no edition ' + r.edition + '; those released are: ' + (order.join(', ') || 'none yet'), id);
      }
      var was = (lines || []).filter(function (l) { return order.indexOf(l.release) <= order.indexOf(r.edition); }).pop();
      if (!was) return answer('never existed', name(id) + ' did not exist in edition ' + r.edition + '; it came with ' + (lines ? lines[0].release : 'a later edition'), id);
      if (was.gone) return answer('moved', name(id) + ' was withdrawn by edition ' + r.edition + ': ' + was.gone, id);
      if (r.signs && was.hash.indexOf(r.signs) !== 0 && r.signs.indexOf(was.hash) !== 0)
        return answer('not those words', 'the receipt is not that of ' + name(id) + ' in edition ' + r.edition + ', which is ' + was.hash.slice(0, 5) + ': the citation was miscopied, or the words are others', id);
      if (!state || state[2]) {
        var end = last(lines);
        return answer('moved', name(id) + ' has been withdrawn' + (end.gone ? ' in ' + end.release : '') + ': ' + ((state && state[3]) || end.gone), id, was.words);
      }
      if (state[1] === was.hash) return answer('unchanged', name(id) + ' stands unchanged since edition ' + was.release, id);
      var later = lines.filter(function (l) { return order.indexOf(l.release) > order.indexOf(r.edition); })[0];
      return answer('changed', name(id) + ' has changed ' + (later ? 'in edition ' + later.release : 'since the last release'), id, was.words, was.words ? state[3] : '');
    }
    function find(words) {
      var wanted = normal(words).replace(/^[“”"'‘’ ]+|[“”"'‘’ ]+$/g, '');
      if (!wanted) return answer('nowhere', 'there are no words to look for');
      var all = Object.keys(now).filter(function (id) { return now[id][0] === 'passage'; }).map(function (id) { return [id, normal(now[id][3])]; });
      function where(f, w) { return all.filter(function (p) { return f(p[1]).indexOf(w) >= 0; }).map(function (p) { return p[0]; }); }
      var exact = where(function (s) { return s; }, wanted);
      if (exact.length) return answer('found', 'these words stand in ' + exact.map(printed).join(', '), exact[0]);
      var near = where(folded, folded(wanted));
      if (near.length) return answer('nearly', 'but for capitals, marks and signs these words stand in ' + near.map(printed).join(', '), near[0]);
      var want = wanted.split(' '), at = places(want), size = want.length, step = Math.max(1, Math.floor(size / 4)), best = '', score = 0, stretch = '';
      all.forEach(function (p) {
        var tokens = split(p[1]);
        for (var start = 0; start < Math.max(1, tokens.length - size + 1); start += step) {
          var piece = tokens.slice(start, start + size), most = piece.filter(function (w) { return at.has(w); }).length;
          if (2 * most / (piece.length + size) <= score) continue;                   // cannot be nearer
          var s = alike(piece, want, at);
          if (s > score) { best = p[0]; score = s; stretch = piece.join(' '); }
        }
      });
      if (score >= 0.6) return answer('nearly', 'not in these words; the nearest stand in ' + printed(best), best, wanted, stretch);
      return answer('nowhere', 'these words stand nowhere in the documents');
    }
    return verify;
  }
  ed.verifier = verifier;

  // ---- the box
  var box = ed.$('#verify-box');
  if (!box) return;
  box.replaceChildren(ed.make('<form class="verify-form"><label for="verify-words">A citation, or words of a document</label><textarea id="verify-words" rows="4" required></textarea>' +
    '<p><button type="submit">Verify</button></p></form>'), ed.make('<div class="verify-said" role="status"></div>'));
  var form = ed.$('form', box), field = ed.$('textarea', box), said = ed.$('.verify-said', box), ready = null;
  function load() {
    return ready = ready || new Promise(function (ok, no) {
      var s = document.createElement('script');
      s.src = here + 'verify-data.js';
      s.onload = function () { ok(verifier(window.editionAnswers)); };
      s.onerror = no;
      document.head.append(s);
    });
  }
  var SIGN = { unchanged: '✓', found: '✓', changed: '≠', moved: '→', nearly: '≈' };
  function linked(p, text) {                                  // addresses of passages become links
    var pages = window.editionAnswers.pages, root = document.documentElement.dataset.root || './';
    text.split(/\b([A-Z][A-Z0-9]* [sn]?\d+[a-z]?)\b/).forEach(function (part, n) {
      var at = part.indexOf(' '), siglum = part.slice(0, at).toLowerCase(), id = siglum + '-' + part.slice(at + 1);
      if (n % 2 && pages[siglum] && window.editionAnswers.now[id]) {
        var a = document.createElement('a');
        a.className = 'loc'; a.textContent = part; a.href = root + pages[siglum] + '#' + id;
        p.append(a);
      } else p.append(part);
    });
  }
  function difference(before, after) {
    var a = split(before), b = split(after), i = 0, j = 0, p = document.createElement('p');
    p.className = 'verify-diff';
    function put(tag, words) { if (!words.length) return; var e = document.createElement(tag); e.textContent = words.join(' '); p.append(e, ' '); }
    blocks(a, b, places(b)).concat([[a.length, b.length, 0]]).forEach(function (m) {
      put('del', a.slice(i, m[0])); put('ins', b.slice(j, m[1]));
      p.append(a.slice(m[0], m[0] + m[2]).join(' ') + ' ');
      i = m[0] + m[2]; j = m[1] + m[2];
    });
    return p;
  }
  function show(a) {
    var p = document.createElement('p'), b = document.createElement('strong');
    b.textContent = (SIGN[a.verdict] || '×') + ' ' + a.verdict[0].toUpperCase() + a.verdict.slice(1);
    p.className = 'verdict';
    p.append(b, ': ');
    linked(p, a.message + '.');
    said.replaceChildren(p);
    if (a.before && a.after) said.append(ed.make(a.verdict === 'changed' ? '<p>What was struck out is gone, what is underlined is new:</p>' : '<p>Struck out, the words asked for; underlined, those of the document:</p>'), difference(a.before, a.after));
    else if (a.before) { var q = document.createElement('blockquote'); q.textContent = a.before; said.append(ed.make('<p>The words were:</p>'), q); }
  }
  function ask() {
    if (!field.value.trim()) return;
    said.textContent = 'Looking …';
    load().then(function (verify) { show(verify(field.value)); }, function () { ready = null; said.textContent = 'The data of the edition could not be read.'; });
  }
  form.addEventListener('submit', function (e) { e.preventDefault(); ask(); });
  field.addEventListener('keydown', function (e) { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) ask(); });
  var asked = new URLSearchParams(location.search).get('q');
  if (asked) { field.value = asked; ask(); }
})();
