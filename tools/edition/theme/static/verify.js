// Does this citation still stand? Answered here, from data written with the pages; the same answers as `edition verify` (derive/verify.py).
(function () {
  'use strict';
  var ed = window.edition, here = document.currentScript.src.replace(/[^/]*$/, '');
  var RECEIPT = /([A-Za-z][A-Za-z0-9]*[\s-][sSnN]?\p{Nd}+[a-zA-Z]?)(?:\s*[–-]\s*(?:[A-Za-z][A-Za-z0-9]*[\s-])?([sSnN]?\p{Nd}+[a-zA-Z]?))?\s*\(\s*(\p{Nd}{4}\.\p{Nd}+)\s*(?:,\s*([0-9a-zA-Z]{1,40}))?\s*\)/gu;
  var OTHER = /(?:^|[^\p{L}\p{N}_/–—-])((?=[a-z0-9/-]*[a-z])(?:[a-z0-9]+\/[a-z0-9-]+|[a-z0-9]+(?:-[a-z0-9]+)*))\s*\(\s*(\p{Nd}{4}\.\p{Nd}+)\s*(?:,\s*([0-9a-zA-Z]{1,40}))?\s*\)/u;
  var ADDRESS = /^([^]*?)(?:^|\s)(?:([A-Za-z][A-Za-z0-9]*[\s-][sSnN]?[0-9]+[a-zA-Z]?)|([a-z][a-z0-9]*\/[a-z0-9-]+)|\S*#([a-z0-9-]+)|\S*accounts\/([a-z0-9-]+)(?:\.html)?)[\s.]*$/;
  var QUOTED = /^[\s;,.]*(?:and\s+)?[“"]([^”"]+)[”"]/;
  var LOCUS = /^[a-z][a-z0-9]*-[sn]?(0|[1-9][0-9]{0,5})[a-z]?$/, SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

  // ---- words and receipts (derive/receipt.py, derive/find.py)
  var LETTER = /[\p{L}\p{N}_]/u;
  function split(s) { return s.split(SPACE).filter(Boolean); }
  function normal(s) { return split(s.normalize('NFC')).join(' '); }
  function folded(s) {
    return split(s.normalize('NFKD').replace(/ß/g, 'ss').toLowerCase().replace(/ς/g, 'σ').replace(/\p{Mn}/gu, '').replace(/[^\p{L}\p{N}]/gu, ' ')).join(' ');
  }
  function plain(signs) { return (signs || '').toLowerCase().replace(/[il]/g, '1').replace(/o/g, '0'); }
  function dashed(words) { return words.toLowerCase().replace(/[\s-]/, '-'); }
  function parse(words) {                                     // every receipt, with the words before it
    var out = [], at = 0, m;
    RECEIPT.lastIndex = 0;
    while ((m = RECEIPT.exec(words))) {
      var id = dashed(m[1]);
      out.push({ id: id, to: m[2] ? id.split('-')[0] + '-' + m[2].toLowerCase() : '', edition: m[3], signs: plain(m[4]), said: words.slice(at, m.index + m[0].length) });
      at = m.index + m[0].length;
    }
    if (!out.length && (m = OTHER.exec(words))) out.push({ id: m[1], to: '', edition: m[2], signs: plain(m[3]), said: words });
    return out;
  }
  function isOf(signs, hash) { return signs.length >= 5 && hash.indexOf(signs) === 0; }
  function printed(id) { var at = id.indexOf('-'); return id.slice(0, at).toUpperCase() + ' ' + id.slice(at + 1); }
  function name(id) { return LOCUS.test(id) ? printed(id) : id.replace(/^entity\//, '').replace(/^event\//, ''); }
  function row(ids) { var more = ids.length - 8; return ids.slice(0, 8).map(printed).join(', ') + (more > 0 ? ' and ' + more + ' more' : ''); }
  function seek(text, wanted, start) {                        // whole words, not the beginning or end of longer ones
    if (!wanted) return -1;
    var before = LETTER.test(wanted[0]), after = LETTER.test(wanted[wanted.length - 1]);
    for (var at = text.indexOf(wanted, start || 0); at >= 0; at = text.indexOf(wanted, at + 1)) {
      var end = at + wanted.length;
      if (!(before && at > 0 && LETTER.test(text[at - 1])) && !(after && end < text.length && LETTER.test(text[end]))) return at;
    }
    return -1;
  }

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
  function likest(text, words, least) {                       // the stretch of a text most like words: [how like, stretch]
    var wanted = split(normal(words)), tokens = split(normal(text)), where = places(wanted), size = wanted.length, score = least || 0, stretch = '';
    for (var start = 0; start < Math.max(1, tokens.length - size + 1); start += Math.max(1, Math.floor(size / 8))) {
      var piece = tokens.slice(start, start + size), all = piece.length + size;
      if (2 * piece.filter(function (w) { return where.has(w); }).length / all < score) continue;      // cannot be nearer
      var ratio = all ? 2 * blocks(piece, wanted, where).reduce(function (n, m) { return n + m[2]; }, 0) / all : 1;
      if (ratio >= score && (ratio > score || !stretch)) { score = ratio; stretch = piece.join(' '); }
    }
    return [score, stretch];
  }

  // ---- where two texts differ (derive/align.py): words that stand once in each are anchors
  function anchors(one, other, a0, a1, b0, b1) {
    function once(row, from, to) { var seen = new Map(); for (var i = from; i < to; i++) seen.set(row[i], seen.has(row[i]) ? -1 : i); return seen; }
    var left = once(one, a0, a1), right = once(other, b0, b1), pairs = [], tops = [], piles = [], back = [], out = [];
    for (var i = a0; i < a1; i++) if (left.get(one[i]) === i && right.get(one[i]) >= 0) pairs.push([i, right.get(one[i])]);
    pairs.forEach(function (p, n) {
      for (var pile = 0; pile < tops.length && tops[pile] < p[1]; pile++);
      back.push(pile ? piles[pile - 1] : -1);
      tops[pile] = p[1]; piles[pile] = n;
    });
    for (var at = piles.length ? piles[piles.length - 1] : -1; at >= 0; at = back[at]) out.unshift(pairs[at]);
    return out;
  }
  function align(one, other, a0, a1, b0, b1, depth, out) {    // out: [equal, a0, a1, b0, b1]
    var head = 0, tail = 0;
    while (a0 + head < a1 && b0 + head < b1 && one[a0 + head] === other[b0 + head]) head++;
    if (head) out.push([true, a0, a0 + head, b0, b0 + head]);
    a0 += head; b0 += head;
    while (a1 - tail > a0 && b1 - tail > b0 && one[a1 - tail - 1] === other[b1 - tail - 1]) tail++;
    var a2 = a1 - tail, b2 = b1 - tail;
    if (a0 < a2 || b0 < b2) {
      var fixed = depth < 8 && a2 > a0 && b2 > b0 ? anchors(one, other, a0, a2, b0, b2) : [], i = a0, j = b0;
      if (fixed.length) fixed.concat([[a2, b2]]).forEach(function (p) {
        if (i < p[0] || j < p[1]) align(one, other, i, p[0], j, p[1], depth + 1, out);
        if (p[0] < a2) out.push([true, p[0], p[0] + 1, p[1], p[1] + 1]);
        i = p[0] + 1; j = p[1] + 1;
      });
      else if (a0 === a2 || b0 === b2 || (a2 - a0) * (b2 - b0) > 4e6) out.push([false, a0, a2, b0, b2]);
      else {
        var left = one.slice(a0, a2), right = other.slice(b0, b2);
        blocks(left, right, places(right)).concat([[left.length, right.length, 0]]).forEach(function (m) {
          if (i < a0 + m[0] || j < b0 + m[1]) out.push([false, i, a0 + m[0], j, b0 + m[1]]);
          if (m[2]) out.push([true, a0 + m[0], a0 + m[0] + m[2], b0 + m[1], b0 + m[1] + m[2]]);
          i = a0 + m[0] + m[2]; j = b0 + m[1] + m[2];
        });
      }
    }
    if (tail) out.push([true, a2, a1, b2, b1]);
    return out;
  }
  function differences(before, after) {                       // runs of words: [equal, words before, words after]
    var a = split(before), b = split(after), out = [];
    align(a, b, 0, a.length, 0, b.length, 0, []).forEach(function (c) {
      var last = out[out.length - 1];
      if (last && last[0] === c[0]) { last[1] = last[1].concat(a.slice(c[1], c[2])); last[2] = last[2].concat(b.slice(c[3], c[4])); }
      else out.push([c[0], a.slice(c[1], c[2]), b.slice(c[3], c[4])]);
    });
    return out;
  }

  // ---- the answer (derive/verify.py)
  function verifier(data) {
    var now = data.now, past = data.past, order = data.releases, all = null;
    function has(o, k) { return Object.prototype.hasOwnProperty.call(o, k); }
    function answer(verdict, message, id, before, after) { return { verdict: verdict, message: message, id: id || '', before: before || '', after: after || '' }; }
    function life(id) { return has(past, id) ? past[id].map(function (l) { return { release: l[0], hash: l[1], gone: l[2], words: l[3] === 0 ? now[id][3] : l[3] }; }) : null; }
    function passages() {                                     // those that stand: id, words, words folded
      return all = all || Object.keys(now).filter(function (id) { return now[id][0] === 'passage' && !now[id][2]; }).map(function (id) { return [id, normal(now[id][3]), folded(now[id][3])]; });
    }
    function where(column, wanted) { return passages().filter(function (p) { return seek(p[column], wanted) >= 0; }).map(function (p) { return p[0]; }); }
    function exactly(words) { return where(1, normal(words)); }
    function verify(words) {
      var receipts = parse(words);
      if (!receipts.length) return address(words) || find(words);
      var given = [];
      receipts.forEach(function (r) {
        var ids = Object.keys(now).filter(function (id) { return now[id][0] === 'passage' && id.split('-')[0] === r.id.split('-')[0]; }), from = ids.indexOf(r.id), to = ids.indexOf(r.to);
        function one(id, said) { given.push(cited({ id: id, edition: r.edition, signs: r.signs }, said)); }
        if (r.to && from >= 0 && to >= 0 && !r.signs) { ids.slice(from, to + 1).forEach(function (id) { one(id, ''); }); return; }
        one(r.id, r.said);
        if (r.to) one(r.to, '');
      });
      if (given.length === 1) return given[0];
      var worst = given.filter(function (a) { return a.verdict !== 'unchanged' && a.verdict !== 'found'; })[0] || given[0];
      return answer(worst.verdict, given.map(function (a) { return a.message; }).filter(function (m, n, all) { return all.indexOf(m) === n; }).join('; '), worst.id, worst.before, worst.after);
    }
    function cited(r, words) {
      var id = [r.id, 'entity/' + r.id, 'event/' + r.id].filter(function (n) { return has(now, n) || has(past, n); })[0] || r.id;
      var state = has(now, id) ? now[id] : null, lines = life(id);
      if (!state && !lines) return answer('never existed', name(id) + ' never existed in this edition', id);
      if (order.indexOf(r.edition) < 0) return unreleased(id, r, state, words);
      var line = lines && lines.filter(function (l) { return order.indexOf(l.release) <= order.indexOf(r.edition); }).pop();
      if (!line) return answer('never existed', name(id) + ' did not exist in edition ' + r.edition + '; it came with ' + (lines ? lines[0].release : 'a later edition'), id);
      return released(id, r, state, lines, line, words);
    }
    function address(words) {                                 // one that names no edition: it stands if its words never changed
      var m = ADDRESS.exec(words);
      if (!m || (m[1].trim() && !QUOTED.test(m[1]))) return null;
      var part = m[4], note = part && /^note-([^-]*)-?(.*)$/.exec(part);
      var id = m[2] ? dashed(m[2]) : m[3] ? m[3] : m[5] ? 'event/' + m[5] : note ? note[1] + '/' + note[2] : LOCUS.test(part) ? part : 'entity/' + part;
      var state = has(now, id) ? now[id] : null, lines = life(id);
      if (!state && !lines) return LOCUS.test(id) && has(data.titles, id.split('-')[0]) ? answer('never existed', name(id) + ' never existed in this edition', id) : null;
      if (!lines) return answer('not released', name(id) + ' is there, ' + (order.length ? 'and came after edition ' + order[order.length - 1] : 'and no edition has been released yet'), id);
      var a = released(id, { edition: lines[0].release, signs: '' }, state, lines, lines[0], words), last = lines[lines.length - 1];
      if (a.verdict === 'changed' && state && state[1] === last.hash) a.message += '; no edition is named, and from ' + last.release + ' on it stands';
      return a;
    }
    function released(id, r, state, lines, line, words) {
      if (line.gone) return answer('moved', name(id) + ' was withdrawn by edition ' + r.edition + ': ' + line.gone, id);
      if (r.signs && !isOf(r.signs, line.hash)) {
        var other = lines.filter(function (l) { return l.hash && isOf(r.signs, l.hash); })[0];
        if (other) return answer('not those words', 'the receipt is that of ' + name(id) + ' in edition ' + other.release + ', and not in ' + r.edition, id);
        if (state && !state[2] && isOf(r.signs, state[1])) return answer('not released', name(id) + ' has these words since edition ' + r.edition + ', and they are not released yet', id);
        return wrong(id, r.edition, line.hash);
      }
      var had = line.words || (state && state[1] === line.hash ? state[3] : ''), quoted = had && misquoted(id, words, had);
      if (quoted) return answer('not those words', 'these words do not stand in ' + name(id) + ' in edition ' + r.edition + ': “' + quoted + '”', id, quoted, likest(had, quoted)[1]);
      if (!state || state[2]) {
        var last = lines[lines.length - 1];
        return answer('moved', name(id) + ' has been withdrawn' + (last.gone ? ' in ' + last.release : '') + ': ' + ((state && state[3]) || last.gone || 'nothing says where it went'), id, line.words);
      }
      if (state[1] === line.hash) return answer('unchanged', name(id) + ' stands unchanged since edition ' + line.release, id);
      var later = lines.filter(function (l) { return order.indexOf(l.release) > order.indexOf(r.edition); })[0], after = line.words ? state[3] : '';
      return answer('changed', name(id) + ' has changed ' + (later ? 'in edition ' + later.release : 'since the last release') + went(id, line.words, after), id, line.words, after);
    }
    function unreleased(id, r, state, words) {
      if (state && !state[2] && r.edition === data.version) {
        if (!r.signs) return answer('not released', 'edition ' + r.edition + ' is being prepared; without a fingerprint nothing can be said of ' + name(id) + ' in it', id);
        if (!isOf(r.signs, state[1])) return wrong(id, r.edition, state[1]);
        var quoted = misquoted(id, words, state[3]);
        if (quoted) return answer('not those words', 'these words do not stand in ' + name(id) + ': “' + quoted + '”', id, quoted, likest(state[3], quoted)[1]);
        return answer('unchanged', name(id) + ' stands as in edition ' + r.edition + ', which is being prepared', id);
      }
      return answer('not released', 'there is no edition ' + r.edition + '; those released are: ' + (order.join(', ') || 'none yet'), id);
    }
    function wrong(id, release, hash) {
      return answer('not those words', 'the receipt is not that of ' + name(id) + ' in edition ' + release + ', which is ' + hash.slice(0, 5) + ': the citation was miscopied, or the words are others', id);
    }
    function went(id, before, after) {
      if (!before || !after) return '';
      var found = [];
      differences(before, after).forEach(function (d) {
        if (!d[0] && d[1].length >= 3) exactly(d[1].join(' ')).forEach(function (at) { if (at !== id && found.indexOf(at) < 0) found.push(at); });
      });
      return found.length ? '; words that it had stand now in ' + row(found) : '';
    }
    function oneMark(s) { return s.replace(/[“”‘’"]/g, "'"); }
    function misquoted(id, citation, words) {
      var m = QUOTED.exec(citation);
      if (!m || !LOCUS.test(id)) return '';
      var quoted = normal(m[1]), title = data.titles[id.split('-')[0]], had = oneMark(normal(words)), at = 0;
      if (title !== undefined && folded(quoted) === folded(title)) return '';
      if (seek(had, oneMark(quoted)) >= 0) return '';
      var pieces = oneMark(quoted).split(/\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.)\s*/);
      for (var n = 0; n < pieces.length; n++) {
        if (pieces[n] && (at = seek(had, pieces[n], at)) < 0) return quoted;
        at += pieces[n].length;
      }
      return '';
    }
    function find(words) {
      var wanted = normal(words).replace(/^[“”"'‘’ ]+|[“”"'‘’ ]+$/g, '');
      if (!folded(wanted)) return answer('nowhere', 'there are no words to look for');
      var found = exactly(wanted);
      if (found.length) return answer('found', 'these words stand in ' + row(found), found[0]);
      var stood = before(wanted);
      if (stood) return stood;
      found = where(2, folded(wanted));
      if (found.length) return answer('nearly', 'but for capitals, marks and signs these words stand in ' + row(found), found[0]);
      var best = '', score = .6, stretch = '';
      passages().forEach(function (p) {
        var like = likest(p[1], wanted, score);
        if (like[1] && (like[0] > score || !best)) { best = p[0]; score = like[0]; stretch = like[1]; }
      });
      if (best) return answer('nearly', 'not in these words; the nearest stand in ' + printed(best), best, wanted, stretch);
      return answer('nowhere', 'these words stand nowhere in the documents');
    }
    function before(wanted) {                                 // words that stood in an edition released
      var ids = Object.keys(past);
      for (var i = 0; i < ids.length; i++) {
        var id = ids[i], lines = life(id), state = has(now, id) ? now[id] : null;
        for (var n = 0; n < lines.length; n++) {
          if (seek(normal(lines[n].words), wanted) < 0) continue;
          var stood = 'these words stood in ' + printed(id) + ' in edition ' + lines[n].release;
          if (!state || state[2]) return answer('moved', stood + ', which has been withdrawn: ' + ((state && state[3]) || lines[lines.length - 1].gone), id, lines[n].words);
          return answer('changed', stood + ', and were changed ' + (lines[n + 1] ? 'in edition ' + lines[n + 1].release : 'since'), id, lines[n].words, state[3]);
        }
      }
      return null;
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
    var p = document.createElement('p');
    p.className = 'verify-diff';
    function put(tag, words) { if (!words.length) return; var e = document.createElement(tag); e.textContent = words.join(' '); p.append(e, ' '); }
    differences(before, after).forEach(function (d) { if (d[0]) p.append(d[1].join(' ') + ' '); else { put('del', d[1]); put('ins', d[2]); } });
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
