// Annotate, and report an error: from selected words to a note file that `edition check` accepts, or to an issue. Loaded when asked for.
(function () {
  'use strict';
  var ed = window.edition, HERE = document.currentScript.src.replace(/[^/]*$/, ''), data = null, loading = null, dialogs = {};

  function load() {
    return loading = loading || new Promise(function (ok, no) {
      var s = document.createElement('script');
      s.src = HERE + 'annotate-data.js';
      s.onload = function () { data = window.editionSources; ok(); };
      s.onerror = no;
      document.head.append(s);
    });
  }

  // ---- the words of the passage, and which of them are selected
  function flat(s) { return s.replace(/\s+/g, ' '); }
  function text(pg) { return flat(ed.clean(ed.body(pg).cloneNode(true)).textContent).trim(); }
  function found(all, words) { for (var out = [], at = words ? all.indexOf(words) : -1; at >= 0; at = all.indexOf(words, at + 1)) out.push(at); return out; }
  function lemma(s) {                                          // whole words, and which occurrence
    if (!s.words) return { words: '', nth: 1 };
    var all = text(s.pg), before = document.createRange(), holder = document.createElement('div');
    before.setStart(ed.body(s.pg), 0);
    before.setEnd(s.range.startContainer, s.range.startOffset);
    holder.append(before.cloneContents());
    var from = flat(ed.clean(holder).textContent).replace(/^ /, '').length;
    var start = found(all, s.words).sort(function (a, b) { return Math.abs(a - from) - Math.abs(b - from); })[0];
    if (start === undefined) return { words: s.words, nth: 1 };
    var end = start + s.words.length, letter = /[\p{L}\p{N}]/u;
    while (start > 0 && letter.test(all[start]) && letter.test(all[start - 1])) start--;
    while (end < all.length && letter.test(all[end - 1]) && letter.test(all[end])) end++;
    var words = all.slice(start, end);
    return { words: words, nth: found(all, words).indexOf(start) + 1 };
  }
  function witness(s) {                                        // the same words as the document received has them
    var d = document.createElement('div'), r = s.range.cloneRange(), around = function (n) { return (n.nodeType === 1 ? n : n.parentElement).closest('.em'); };
    if (around(r.startContainer)) r.setStartBefore(around(r.startContainer));
    if (around(r.endContainer)) r.setEndAfter(around(r.endContainer));
    d.append(r.cloneContents());
    ed.all('.em', d).forEach(function (em) { if (em.dataset.kind !== 'sic') ed.all('.em-t', em).forEach(function (t) { t.remove(); }); });
    ed.all('.em[data-kind="sic"] .em-w, .nref, .own, .pb, .here, .card, .own-mark', d).forEach(function (x) { x.remove(); });
    return flat(d.textContent).trim();
  }

  // ---- the file
  function slug(words) {
    var plain = words.normalize('NFKD').toLowerCase().replace(/[\p{Mn}’']/gu, '');
    return (plain.match(/[a-z0-9]+/g) || ['new']).slice(0, 5).join('-');
  }
  function yaml(s) { return /^[A-Za-z0-9(][A-Za-z0-9 .’“”()–—'\/&-]*$/.test(s) && !/ $/.test(s) ? s : s.indexOf("'") < 0 ? "'" + s + "'" : '"' + s.replace(/[\\"]/g, '\\$&') + '"'; }
  var KEPT = /\{[a-zA-Z:]+\}`[^`]+`|\[[^\[\]]*\]\(https?:[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<https?:[^<>\s]+>|\*[^*\s](?:[^*]*[^*\s])?\*/g;
  function signs(s) {                                          // typographic quotation marks, single blanks
    return s.replace(/(^|[\s(\[“‘–—])"/g, '$1“').replace(/"/g, '”').replace(/(^|[\s(\[“–—])'(?=\p{L}|\d)/gu, '$1‘').replace(/'/g, '’');
  }
  function safe(s) { return signs(s).replace(/[\\`*_{}\[\]<>&]/g, '\\$&'); }
  function prose(s) {
    var out = '', at = 0, m;
    KEPT.lastIndex = 0;
    while ((m = KEPT.exec(s))) {
      out += safe(s.slice(at, m.index)) + (m[0][0] === '*' ? '*' + safe(m[0].slice(1, -1)) + '*' : m[0]);
      at = m.index + m[0].length;
    }
    return out + safe(s.slice(at));
  }
  function sentences(s) {                                      // one to a line, unless a line would then begin like a list
    return flat(s).trim().replace(/([.?!][’”)]*) (?=[\p{Lu}“(\[])/gu, function (all, stop, at, whole) {
      var before = whole.slice(Math.max(0, at - 8), at + 1);
      return stop[0] === '.' && /(^|[\s(“])(\p{Lu}|vol|pp?|cf|eds?|nos?|Dr|Mrs?|St)\.$/u.test(before) ? all : stop + '\n';
    });
  }
  function blocks(s) { return s.trim().split(/\n[ \t]*\n\s*/).filter(function (p) { return p.trim(); }); }
  function file(f) {
    var head = ['at: ' + f.at, 'lemma: ' + (f.count > 1 ? '[' + yaml(f.lemma) + ', ' + f.nth + ']' : yaml(f.lemma)), 'kind: ' + f.kind, 'status: ' + f.status];
    if (f.seen.length) head.push('seen: [' + f.seen.map(function (a) { return "'" + a.replace(/'/g, '%27') + "'"; }).join(', ') + ']');
    head.push('author: [' + f.author + ']');
    return '---\n' + head.join('\n') + '\n---\n' + blocks(f.text).map(function (p) { return sentences(prose(p)); }).join('\n\n') + '\n';
  }

  // ---- what is wrong with it, as the checks would say
  function person(said) {
    var s = flat(said).trim(), known = data.people.filter(function (p) { return p[0] === s || p[1].toLowerCase() === s.toLowerCase(); })[0];
    return known ? { key: known[0] } : { key: slug(s), name: s, unknown: true };
  }
  function faults(f) {
    var out = [], say = function (words) { out.push(words); }, t = f.text, m, known = {}, role = /\{([a-zA-Z:]+)\}`([^`]+)`/g, cites = 0;
    if (!f.lemma) say('Name the words of the passage that the note is about.');
    else if (!f.count) say('“' + f.lemma + '” does not stand in ' + f.loc + ': quote the words as the text has them.');
    else if (f.nth < 1 || f.nth > f.count) say('Say which of the ' + f.count + ' places is meant.');
    if (!t.trim()) say('Write the note: what is right, first, and how it is known.');
    else {
      if (/^\s*\p{Ll}/u.test(t)) say('Begin with a capital: the note stands as a sentence of its own.');
      if (blocks(t).some(function (p) { return /^\s*(#{1,6}\s|>|[-+*]\s|\d{1,9}[.)]\s|```|:::|[-=|_]{2,})/m.test(p); })) say('Write sentences: lists, headings and tables are not known in notes.');
      if (/(^|[^\w\/.-])(1\d|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w\/-])/.test(t.replace(KEPT, ''))) say('Write dates in words: 1 May 1960.');
      if (/(^|[^-|:])-{2,3}(?![-|:>])/.test(t.replace(KEPT, ''))) say('Write “–” between figures, and a comma or colon for a dash.');
      data.works.forEach(function (w) { known[w[0]] = 1; });
      while ((m = role.exec(t))) {
        if (data.roles.indexOf(m[1]) < 0) { cites++; say('There is no role “' + m[1] + '”.'); }
        else if (/^cite:/.test(m[1])) {
          cites++;
          m[2].replace(/\{[^{}]*\}/g, '').split(',').forEach(function (k) { if (!known[k.trim()]) say('No work has the key “' + k.trim() + '”: choose one from the bibliography.'); });
        } else if (m[1] !== 'ed:lang') {
          cites++;
          var to = (m[2].match(/<([^<>]*)>\s*$/) || [0, m[2]])[1].trim();
          if (data.ids[m[1]] && data.ids[m[1]].indexOf(to) < 0) say('There is no “' + to + '” to refer to.');
        }
      }
      if (!cites) say('Cite the evidence: find a source and press it, or refer to a passage, {ed:loc}`' + f.at + '`.');
    }
    f.seen.forEach(function (a) { if (a !== 'internal' && !/^https?:\/\/[^\s,\]]+$/.test(a)) say('“' + a + '” is no address: write “https://…”, or “internal” if the documents are the evidence.'); });
    if (f.status === 'verified' && !f.seen.length) say('“Verified” says where the evidence was seen: give the address.');
    if (!f.who) say('Say who you are: your name, or your key among the contributors.');
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(f.name)) say('The name of the file has small letters, figures and single hyphens.');
    else if (data.ids['ed:note'].indexOf(f.siglum + '/' + f.name) >= 0) say('There is a note of the name “' + f.name + '” already: choose another.');
    return out;
  }

  // ---- the dialogs
  function dialog(name, title, inner) {
    var d = ed.make('<dialog class="ann" aria-labelledby="ann-' + name + '"><h2 id="ann-' + name + '">' + title + '</h2><button type="button" class="close" aria-label="Close">×</button><p class="ann-how"></p>' + inner + '</dialog>');
    document.body.append(d);
    ed.$('.close', d).addEventListener('click', function () { d.close(); });
    d.addEventListener('click', function (e) { if (e.target === d && e.offsetY < 0) d.close(); });
    d.addEventListener('input', function () { d.classList.add('begun'); });   // what is still to fill is a fault only then
    return d;
  }
  function begin(d, title, what, repository) {
    d.classList.remove('begun');
    ed.$('h2', d).textContent = title;
    ed.$('.ann-how', d).textContent = what + (repository ? ' The repository opens with it filled in; nothing is sent from here.' : ' This copy of the edition names no repository: copy it, and send it to the editors or to whoever keeps these pages.');
  }
  function field(label, control, extra) { return '<p><label>' + label + ' ' + control + '</label>' + (extra || '') + '</p>'; }
  function copy(words, button) {
    var done = function () { button.textContent = 'Copied'; ed.say('Copied'); setTimeout(function () { button.textContent = 'Copy'; }, 2000); };
    var byHand = function () { var t = document.createElement('textarea'); t.value = words; button.after(t); t.select(); try { document.execCommand('copy'); done(); } finally { t.remove(); button.focus(); } };
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(words).then(done, byHand); else byHand();
  }
  function noteDialog() {
    var STATUS = { verified: 'verified: I have seen the evidence', partly: 'partly: I have seen some of it', unverified: 'not verified yet' };
    var d = dialog('note', '', field('Words of the passage', '<input type="text" name="lemma" spellcheck="false">', ' <label class="ann-nth">Which <select name="nth"></select></label>') +
      field('Kind', '<select name="kind">' + data.kinds.map(function (k) { return '<option value="' + k[0] + '">' + k[1] + '</option>'; }).join('') + '</select>') +
      field('The note', '<textarea name="text" rows="5"></textarea>') +
      '<fieldset><legend>Cite a source</legend>' + field('Find', '<input type="search" name="find" autocomplete="off">') + field('Place in it', '<input type="text" name="place" placeholder="p. 12">') + '<ul class="ann-works" aria-label="Sources found"></ul></fieldset>' +
      field('Evidence', '<select name="status">' + data.statuses.map(function (s) { return '<option' + (s === 'unverified' ? ' selected' : '') + ' value="' + s + '">' + (STATUS[s] || s) + '</option>'; }).join('') + '</select>') +
      field('Seen at', '<input type="text" name="seen" inputmode="url" placeholder="https://…">') +
      field('Your name or key', '<input type="text" name="who" list="ann-people" autocomplete="name">') + '<datalist id="ann-people">' + data.people.map(function () { return '<option></option>'; }).join('') + '</datalist>' +
      field('Name of the file', '<input type="text" name="name" spellcheck="false">') +
      '<div role="status"><ul class="ann-faults"></ul></div><p class="ann-new" hidden></p><details><summary>The file</summary><pre tabindex="0"></pre></details>' +
      '<p class="ann-do"><a class="tool open" target="_blank" rel="noopener">Propose it in the repository</a> <button type="button" class="save">Download</button> <button type="button" class="copy">Copy</button></p>');
    ed.all('datalist option', d).forEach(function (o, n) { o.value = data.people[n][1]; });
    var get = function (n) { return d.querySelector('[name="' + n + '"]'); }, state = {}, timer, typed = false;
    function read() {
      var all = text(state.pg), words = flat(get('lemma').value).trim(), who = person(get('who').value);
      return { at: state.pg.id, loc: state.pg.dataset.loc, siglum: state.pg.id.split('-')[0], lemma: words, count: found(all, words).length, nth: +get('nth').value || 1,
        kind: get('kind').value, status: get('status').value, text: get('text').value, seen: get('seen').value.split(/[\s,]+/).filter(Boolean),
        author: who.key, who: get('who').value.trim(), stranger: who.unknown && who.name, name: get('name').value.trim() };
    }
    function draw() {
      var f = read(), select = get('nth');
      if (select.options.length !== f.count) {
        select.replaceChildren.apply(select, Array.from({ length: f.count }, function (x, n) { return new Option(n + 1 + ' of ' + f.count, n + 1); }));
        select.value = Math.min(state.nth || 1, f.count || 1);
        f = read();
      }
      ed.$('.ann-nth', d).hidden = f.count < 2;
      if (!typed) get('name').value = f.name = free(f);
      var wrong = faults(f), made = file(f), url = state.repository + '/new/main/docs/notes/' + f.siglum + '?filename=' + f.name + '.md', whole = url + '&value=' + encodeURIComponent(made);
      state.file = made; state.name = f.name + '.md';
      var list = ed.$('.ann-faults', d);
      list.replaceChildren.apply(list, wrong.map(function (w) { var li = document.createElement('li'); li.textContent = w; return li; }));
      var fresh = ed.$('.ann-new', d);
      fresh.hidden = !f.stranger;
      fresh.textContent = f.stranger ? 'You are not yet among the contributors. Add this to docs/contributors.yaml in the same proposal: “' + f.author + ': {name: ' + yaml(f.stranger) + ', role: notes}”' : '';
      ed.$('pre', d).textContent = made;
      var open = ed.$('.open', d);
      open.hidden = !state.repository;
      if (wrong.length) open.removeAttribute('href'); else open.href = whole.length < 7500 ? whole : url;
      open.setAttribute('aria-disabled', !!wrong.length);
      state.long = whole.length >= 7500;
      ed.all('.save, .copy', d).forEach(function (b) { b.disabled = !!wrong.length; });
    }
    function free(f) {
      var name = slug(f.lemma), n = 1;
      while (data.ids['ed:note'].indexOf(f.siglum + '/' + name + (n > 1 ? '-' + n : '')) >= 0) n++;
      return name + (n > 1 ? '-' + n : '');
    }
    function seek() {
      var list = ed.$('.ann-works', d), words = flat(get('find').value).trim().toLowerCase().split(' ').filter(Boolean), hits = [];
      if (words.length) hits = data.works.filter(function (w) { var all = w.join(' ').toLowerCase(); return words.every(function (x) { return all.indexOf(x) >= 0; }); }).slice(0, 8);
      list.replaceChildren.apply(list, hits.map(function (w) {
        var li = ed.make('<li><button type="button"></button></li>');
        li.firstChild.textContent = w[2];
        li.firstChild.addEventListener('click', function () {
          var area = get('text'), at = area.selectionEnd, place = flat(get('place').value).trim().replace(/[{}`]/g, '');
          var left = area.value.slice(0, at).replace(/\s+$/, ''), role = '{cite:p}`' + w[0] + (place ? '{' + place + '}' : '') + '`';
          var stop = /[.?!]$/.test(left) ? left.slice(-1) : '';   // before the stop of its sentence
          left = (stop ? left.slice(0, -1) : left) + (left ? ' ' : '') + role + stop;
          area.value = left + area.value.slice(at);
          area.selectionStart = area.selectionEnd = left.length;
          draw(); area.focus();
          ed.say('Cited: ' + w[1]);
        });
        return li;
      }));
    }
    d.addEventListener('input', function (e) {
      if (e.target.name === 'find') { seek(); return; }
      if (e.target.name === 'name') typed = true;
      if (e.target.name === 'who') ed.set('author', e.target.value);
      clearTimeout(timer); timer = setTimeout(draw, 250);
    });
    d.addEventListener('keydown', function (e) { if (e.key === 'Enter' && e.target.name === 'find') { var first = ed.$('.ann-works button', d); if (first) first.click(); e.preventDefault(); } });
    ed.$('.open', d).addEventListener('click', function (e) { if (!this.href) e.preventDefault(); else if (state.long) copy(state.file, ed.$('.copy', d)); });   // too long for an address: to be pasted
    ed.$('.copy', d).addEventListener('click', function () { copy(state.file, this); });
    ed.$('.save', d).addEventListener('click', function () {
      var a = document.createElement('a');
      a.href = URL.createObjectURL(new Blob([state.file], { type: 'text/markdown;charset=utf-8' }));
      a.download = state.name;
      a.click();
      setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
    });
    return function (s, about) {
      var l = lemma(s);
      state = { pg: s.pg, nth: l.nth, repository: about.repository || '' };
      typed = false;
      begin(d, 'A note on ' + s.pg.dataset.loc, 'A note for all readers, to be proposed to the editors: a small file.', state.repository);
      get('lemma').value = l.words; get('nth').replaceChildren();
      if (!get('who').value) get('who').value = ed.get().author || '';
      draw();
      d.showModal();
      get(l.words ? 'text' : 'lemma').focus();
    };
  }
  function reportDialog() {
    var d = dialog('report', '', field('The edition has', '<textarea name="printed" rows="2"></textarea>') + '<p class="ann-witness"></p>' +
      field('What the document has, and where you saw it', '<textarea name="should" rows="3"></textarea>') + '<div role="status"><ul class="ann-faults"></ul></div>' +
      '<p class="ann-do"><a class="tool open" target="_blank" rel="noopener">Report it in the repository</a> <button type="button" class="copy">Copy</button></p>');
    var get = function (n) { return d.querySelector('[name="' + n + '"]'); }, state = {};
    function draw() {
      var loc = state.pg.dataset.loc, printed = flat(get('printed').value).trim(), should = get('should').value.trim(), wrong = [];
      if (!printed) wrong.push('Give the words of the edition.');
      if (!should) wrong.push('Say what the document has.');
      var received = state.witness && state.witness !== printed ? 'The file received has, as the edition states: ' + state.witness : '';
      state.said = loc + ' (' + state.edition + ')\nThe edition has: ' + printed + '\n' + (received ? received + '\n' : '') + 'The document has: ' + should + '\n' + state.url + '\n';
      var list = ed.$('.ann-faults', d), open = ed.$('.open', d), ask = new URLSearchParams({ template: 'transcription.yml', title: 'Text: ' + loc + ', “' + printed.slice(0, 60) + '”',
        passage: loc, edition: state.edition, printed: printed, witness: should + (received ? '\n' + received : ''), body: state.said });
      list.replaceChildren.apply(list, wrong.map(function (w) { var li = document.createElement('li'); li.textContent = w; return li; }));
      ed.$('.ann-witness', d).textContent = received && received + '.';
      open.hidden = !state.repository;
      if (wrong.length) open.removeAttribute('href'); else open.href = state.repository + '/issues/new?' + ask;
      open.setAttribute('aria-disabled', !!wrong.length);
      ed.$('.copy', d).disabled = !!wrong.length;
    }
    d.addEventListener('input', draw);
    ed.$('.copy', d).addEventListener('click', function () { copy(state.said, this); });
    return function (s, about) {
      state = { pg: s.pg, witness: s.words ? witness(s) : '', repository: about.repository || '', edition: about.edition.version, url: (about.url || location.href.split(/[?#]/)[0]) + '#' + s.pg.id };
      begin(d, 'An error in ' + s.pg.dataset.loc, 'A report to the editors that the edition does not have what the document has.', state.repository);
      get('printed').value = s.words || text(s.pg).slice(0, 300);
      get('should').value = '';
      draw();
      d.showModal();
      get('should').focus();
    };
  }

  // ---- what cite.js calls: “note” or “report”, the selection, the data of the page
  ed.annotate = function (what, s, about) {
    if (what === 'report') { (dialogs.report = dialogs.report || reportDialog())(s, about); return; }
    load().then(function () { (dialogs.note = dialogs.note || noteDialog())(s, about); }, function () { loading = null; ed.say('The list of sources could not be read'); });
  };
})();
