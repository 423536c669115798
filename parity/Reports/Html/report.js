'use strict';
(() => {
  const details = JSON.parse(document.getElementById('details').textContent);
  const body = document.querySelector('#cases tbody');
  const rows = [...body.querySelectorAll('tr.case')];
  const box = document.getElementById('filter');
  const count = document.getElementById('count');
  const pressed = group => [...document.querySelectorAll(`button[data-${group}][aria-pressed="true"]`)].map(button => button.dataset[group]);

  const text = value => String(value).replace(/[&<>"]/g, letter => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]);
  const number = value => {
    if (typeof value !== 'number') return value === null ? '' : text(value);
    if (value === 0) return '0';
    const size = Math.abs(value);
    return size >= 1e-3 && size < 1e6 ? String(+value.toFixed(4)) : value.toExponential(1);
  };
  const histogram = bins => {
    if (!bins.length) return '';
    const most = Math.max(...bins.map(bin => bin[1]));
    const bars = bins.map(([from, many], i) => {
      const high = Math.max(1, 22 * Math.log1p(many) / Math.log1p(most));
      return `<rect class="bar" x="${i * 9}" y="${23 - high}" width="7" height="${high}"><title>${many} values ${from} or more floats apart</title></rect>`;
    });
    return `<svg width="${bins.length * 9}" height="24" role="img" aria-label="values by distance in floats">${bars.join('')}</svg>`;
  };
  const names = ['output', 'policy', 'tolerance used', 'max abs', 'mean abs', 'max rel', 'mean rel', '1 − cosine', 'max ulp', 'same bits', 'parts at', 'error', 'its error', 'ratio', 'ulps'];
  const outputRow = output => {
    const [name, policy, state, used, maxAbs, meanAbs, maxRel, meanRel, cosine, ulp, same, total, first, own, other, ratio, bins, words] = output;
    const cells = [policy, used === null ? '' : number(used), ...[maxAbs, meanAbs, maxRel, meanRel, cosine, ulp].map(number), `${same}/${total}`, first === null ? '' : first, number(own), number(other), number(ratio)];
    const kind = ['good', 'bad', 'known'][state];
    const why = words ? `<tr><td class="wrap ${kind}" colspan="${names.length}">${text(words)}</td></tr>` : '';
    return `<tr><td class="${kind}">${text(name)}</td>${cells.map((cell, i) => `<td class="${i ? 'number' : ''}">${cell}</td>`).join('')}<td>${histogram(bins)}</td></tr>${why}`;
  };
  const toggle = row => {
    const open = row.nextElementSibling;
    if (open && open.classList.contains('detail')) {
      open.remove();
      return;
    }
    const [parameters, outputs] = details[row.dataset.row];
    const detail = document.createElement('tr');
    detail.className = 'detail';
    detail.hidden = row.hidden;
    const table = outputs.length ? `<div class="scroll"><table><thead><tr>${names.map(name => `<th>${name}</th>`).join('')}</tr></thead><tbody>${outputs.map(outputRow).join('')}</tbody></table></div>` : '';
    detail.innerHTML = `<td colspan="${row.cells.length}"><span class="soft">${text(parameters)}</span>${table}</td>`;
    row.after(detail);
  };
  const apply = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const states = pressed('status'), references = pressed('reference');
    let shown = 0;
    for (const row of rows) {
      const fits = words.every(word => row.dataset.text.includes(word)) && states.includes(row.dataset.status) && references.includes(row.dataset.reference);
      row.hidden = !fits;
      shown += fits;
      const open = row.nextElementSibling;
      if (open && open.classList.contains('detail')) open.hidden = !fits;
    }
    count.textContent = `${shown} of ${rows.length}`;
  };

  body.addEventListener('click', event => {
    const row = event.target.closest('tr.case');
    if (row) toggle(row);
  });
  body.addEventListener('keydown', event => {
    const row = event.target.closest('tr.case');
    if (row && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      toggle(row);
    }
  });
  box.addEventListener('input', apply);
  document.querySelectorAll('.tools button').forEach(button => button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') !== 'true');
    apply();
  }));
  document.querySelectorAll('#cases th[data-sort]').forEach(head => head.addEventListener('click', () => {
    const column = head.cellIndex, numeric = head.dataset.sort === 'number';
    const value = row => numeric ? +row.cells[column].dataset.value : row.cells[column].textContent;
    const up = head.dataset.up !== 'true';
    head.dataset.up = up;
    body.querySelectorAll('tr.detail').forEach(detail => detail.remove());
    const order = numeric ? (a, b) => value(b) - value(a) : (a, b) => value(a).localeCompare(value(b));
    rows.sort((a, b) => up ? order(a, b) : order(b, a)).forEach(row => body.append(row));
  }));
  document.getElementById('theme').addEventListener('click', () => {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  });
  apply();
})();
