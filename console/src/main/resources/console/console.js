// Keeps the feed live. Everything works without it: pages are rendered on the server, links and forms are plain.
'use strict';

const feed = document.getElementById('feed');
if (feed) {
  const live = document.getElementById('live');
  const said = document.getElementById('said');
  const empty = document.getElementById('empty');
  const max = Number(feed.dataset.max);
  let news = 0;

  const say = () => {
    if (news > 0) {
      said.textContent = news === 1 ? 'One new decision' : news + ' new decisions';
      news = 0;
    }
  };
  setInterval(say, 5000); // a screen reader hears a count, not every row

  const show = (html) => {
    const holder = document.createElement('template');
    holder.innerHTML = html; // rendered and escaped by our own server; the policy runs no script from it
    const row = holder.content.firstElementChild;
    const known = document.getElementById(row.id);
    if (known) {
      const focused = known.contains(document.activeElement);
      known.replaceWith(row);
      if (focused) row.querySelector('a').focus();
      return;
    }
    row.classList.add('new');
    feed.prepend(row);
    empty.hidden = true;
    news++;
    while (feed.childElementCount > max) feed.lastElementChild.remove();
  };

  const stream = new EventSource(feed.dataset.stream);
  stream.onopen = () => { live.textContent = 'Live'; live.dataset.state = 'on'; };
  stream.onerror = () => { live.textContent = 'Reconnecting…'; live.dataset.state = 'off'; };
  stream.addEventListener('row', (event) => show(event.data));
  addEventListener('pagehide', () => stream.close());
}

// a code in the address is redeemed at once; without this script there is a button
const once = document.querySelector('form[data-submit=once]');
if (once) once.requestSubmit();

// one click orders once
for (const form of document.forms) {
  form.addEventListener('submit', () => {
    setTimeout(() => form.querySelectorAll('button').forEach((button) => { button.disabled = true; }), 0);
  });
}
