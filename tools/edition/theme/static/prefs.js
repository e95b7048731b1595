// The reader's choices: which text, notes, size, colours, keys. Kept in localStorage; set before the page is drawn by a line in its head.
(function () {
  'use strict';
  var root = document.documentElement;
  var ed = window.edition = {
    $: function (s, n) { return (n || document).querySelector(s); },
    all: function (s, n) { return Array.prototype.slice.call((n || document).querySelectorAll(s)); },
    make: function (html) { var t = document.createElement('template'); t.innerHTML = html; return t.content.firstElementChild; },
    get: function () { try { return JSON.parse(localStorage.getItem('edition') || '{}'); } catch (e) { return {}; } },
    set: function (key, value) {
      var p = ed.get();
      if (value === '') delete p[key]; else p[key] = value;
      try { localStorage.setItem('edition', JSON.stringify(p)); } catch (e) { /* private window: the choice holds for this page */ }
    },
    say: function (words) { live.textContent = ''; setTimeout(function () { live.textContent = words; }, 30); }
  };
  var live = ed.make('<p class="vh" role="status"></p>');
  document.body.append(live);

  function radios(key, legend, choices) {
    var now = root.dataset[key] || '';
    return '<fieldset><legend>' + legend + '</legend><div class="row">' + choices.map(function (c) {
      return '<label><input type="radio" name="pref-' + key + '" value="' + c[0] + '"' + (now === c[0] ? ' checked' : '') + '> ' + c[1] + '</label>';
    }).join('') + '</div></fieldset>';
  }
  var isText = document.body.classList.contains('is-text');
  var panel = ed.make('<div class="prefs" id="prefs" popover role="dialog" aria-label="Display">' +
    (isText ? radios('text', 'Text', [['', 'reading text'], ['emended', 'emendations shown']]) +
      radios('notes', 'Editors’ notes', [['', 'all'], ['facts', 'on matters of fact'], ['off', 'none']]) : '') +
    radios('size', 'Type', [['', 'normal'], ['2', 'larger'], ['3', 'largest']]) +
    radios('scheme', 'Colours', [['', 'as the system'], ['light', 'light'], ['dark', 'dark']]) +
    radios('keys', 'Keys for moving (press ? for the list)', [['', 'on'], ['off', 'off']]) +
    '<p>Kept in this browser only.</p></div>');
  var button = ed.$('#prefs-open');
  if (button) button.after(panel);
  panel.addEventListener('change', function (e) {
    var key = e.target.name.slice(5), value = e.target.value;
    if (value) root.dataset[key] = value; else delete root.dataset[key];
    ed.set(key, value);
    document.dispatchEvent(new CustomEvent('edition:layout'));
  });

  // A long headnote shows its beginning; the button, a link into it, or the browser's own search brings the rest.
  var head = ed.$('.headnote');
  if (head && head.scrollHeight > head.clientHeight + 8) {
    var rest = ed.make('<button type="button" class="rest" aria-expanded="false">Read the whole headnote</button>');
    var whole = function () { head.classList.add('whole'); rest.remove(); document.dispatchEvent(new CustomEvent('edition:layout')); };
    rest.addEventListener('click', function () { whole(); head.tabIndex = -1; head.focus({ preventScroll: true }); });
    head.addEventListener('focusin', function (e) { if (e.target !== rest) whole(); });
    head.addEventListener('scroll', whole);
    head.append(rest);
  } else if (head) head.classList.add('whole');
})();
