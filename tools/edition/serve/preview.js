// Loads the page again when it has become another, and shows what is to be mended. Put into each page by the preview alone.
(function () {
  var self = document.currentScript, holder = null;
  var events = new EventSource('/-events?page=' + encodeURIComponent(self.dataset.page) + '&count=' + self.dataset.count);
  events.addEventListener('again', function () { location.reload(); });
  events.addEventListener('notices', function (event) { show(JSON.parse(event.data)); });
  addEventListener('pagehide', function () { events.close(); });

  function make(tag, words, parent) {
    var out = document.createElement(tag);
    out.textContent = words;
    parent.append(out);
    return out;
  }

  function show(notices) {
    if (holder) holder.remove();
    holder = null;
    if (!notices.length) return;
    holder = document.createElement('div');
    holder.id = 'edition-preview';
    holder.setAttribute('role', 'status');
    var inside = holder.attachShadow({ mode: 'open' });
    make('style', ':host{all:initial;position:fixed;inset:auto 1rem 1rem auto;z-index:99;max-width:min(40rem,calc(100vw - 2rem))}' +
      'details{font:14px/1.4 system-ui,sans-serif;background:#fff8e6;color:#3a2a00;border:1px solid #b98900;border-radius:4px}' +
      'summary{cursor:pointer;padding:.35rem .7rem;font-weight:600}ol{margin:0;padding:0 .7rem .6rem;max-height:40vh;overflow:auto;list-style:none}' +
      'li{margin-top:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}code{font:13px ui-monospace,monospace}p{margin:0}.mend{font-style:italic}' +
      '@media(prefers-color-scheme:dark){details{background:#2b2410;color:#f5e3b0;border-color:#8a6a10}}', inside);
    var box = make('details', '', inside);
    make('summary', notices.length === 1 ? 'One thing to mend' : notices.length + ' things to mend', box);
    var list = make('ol', '', box);
    notices.slice(0, 50).forEach(function (notice) {
      var item = make('li', '', list);
      if (notice[0]) make('code', notice[0], item);
      make('p', notice[1], item);
      if (notice[2]) make('p', notice[2], item).className = 'mend';
    });
    box.open = notices.length < 4;
    document.body.append(holder);
  }
})();
