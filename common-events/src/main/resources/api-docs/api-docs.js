// Shows openapi.json. Everything is put in as text, so nothing in the contract can become markup.

const contract = await fetch('openapi.json').then((answer) => answer.json()).catch(() => null);

/** An element with attributes and children; a string is a text. */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes ?? {}).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

function resolved(node) {
  if (!node?.$ref) return node ?? {};
  const target = node.$ref.slice(2).split('/').reduce((at, step) => at[step], contract);
  const { $ref, ...beside } = node;
  return { ...resolved(target), ...beside };
}

/** The little Markdown that the contract uses inside a line: **strong** and `code`. */
function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((piece) => {
    if (piece.startsWith('**')) return el('strong', {}, inline(piece.slice(2, -2)));
    return piece.startsWith('`') ? el('code', {}, piece.slice(1, -1)) : piece;
  });
}

/** Paragraphs, and numbered lists. */
function prose(text = '') {
  return text.trim().split(/\n\s*\n/).filter(Boolean).map((block) => (/^\d+\. /.test(block)
    ? el('ol', {}, block.split(/\n?(?:^|\n)\d+\. /).filter(Boolean).map((item) => el('li', {}, inline(item))))
    : el('p', {}, inline(block))));
}

function kind(schema) {
  const node = resolved(schema);
  const types = [node.type ?? (node.enum ? 'string' : 'object')].flat().filter((type) => type !== 'null');
  const name = types[0] === 'array' ? `list of ${kind(node.items)}` : types.join(' or ');
  return [name, node.type?.includes?.('null') ? 'or null' : '', node.format ?? ''].filter(Boolean).join(' ');
}

function rules(schema) {
  const node = resolved(schema);
  const span = (least, most, what) => {
    if (least === undefined && most === undefined) return null;
    if (most === undefined) return `at least ${least}${what}`;
    return least === undefined ? `at most ${most}${what}` : `${least} to ${most}${what}`;
  };
  const values = node.enum ?? resolved(node.items).enum;
  return [
    values && `one of ${values.filter((value) => value !== null).join(', ')}`,
    span(node.minimum, node.maximum, ''),
    span(node.minLength, node.maxLength, ' characters'),
    span(node.minItems, node.maxItems, ' items'),
    node.pattern && `matches ${node.pattern}`,
    node.default !== undefined && `default ${node.default}`,
  ].filter(Boolean).join('; ');
}

/** The object that a schema is or lists, if it has fields worth showing. */
function inside(schema) {
  const node = resolved(schema);
  if (node.type === 'array') return inside(node.items);
  return node.properties || node.oneOf ? node : null;
}

function row(name, schema, required, description, more) {
  return el('tr', {},
    el('td', {}, el('code', {}, name), el('div', { class: 'quiet' }, kind(schema), required ? ', required' : '')),
    el('td', {}, prose(description), el('div', { class: 'quiet' }, rules(schema)), more));
}

function fields(schema) {
  if (schema.oneOf) {
    return schema.oneOf.map((option, index) => el('div', {}, index ? el('p', { class: 'quiet' }, 'or') : null,
      fields(resolved(option))));
  }
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const deeper = inside(property);
    return row(name, property, schema.required?.includes(name), resolved(property).description,
      deeper ? later('Its fields', () => fields(deeper)) : null);
  });
  return el('table', {}, el('tbody', {}, rows));
}

/** Built when it is opened, because schemas are deep and most are never looked at. */
function later(title, build) {
  const details = el('details', {}, el('summary', {}, title));
  details.addEventListener('toggle', () => details.append(...[build()].flat()), { once: true });
  return details;
}

function content(of) {
  return Object.entries(of.content ?? {}).flatMap(([type, media]) => {
    const examples = [media.example, ...Object.values(media.examples ?? {}).map((example) => example.value),
      resolved(media.schema).example].filter((example) => example !== undefined);
    const show = (example) => el('pre', { tabindex: '0' },
      typeof example === 'string' ? example : JSON.stringify(example, null, 2));
    return [
      el('div', {}, el('code', {}, type)),
      inside(media.schema) ? later('Fields', () => fields(inside(media.schema))) : null,
      examples.length ? later(examples.length > 1 ? 'Examples' : 'Example', () => examples.map(show)) : null,
    ];
  });
}

function answer([status, reference]) {
  const response = resolved(reference);
  const problem = response.content?.['application/problem+json'];
  const codes = problem?.schema.properties?.code.enum ?? [];
  const headers = Object.entries(response.headers ?? {}).map(([name, header]) => el('div', { class: 'quiet' },
    el('code', {}, name), ' ', inline(resolved(header).description)));
  return el('tr', {},
    el('td', {}, el('code', {}, status), codes.map((code) => el('div', {}, el('code', { class: 'quiet' }, code)))),
    el('td', {}, prose(response.description), headers, problem ? null : content(response)));
}

function operation({ path, method, shared, node }) {
  const parameters = [...(shared ?? []), ...(node.parameters ?? [])].map(resolved);
  return el('article', { class: 'operation', id: node.operationId },
    el('h3', {}, node.summary),
    el('div', { class: 'route' }, el('span', { class: `method ${method}` }, method.toUpperCase()), el('code', {}, path),
      node.security?.length === 0 ? el('span', { class: 'quiet' }, 'needs no token') : null),
    prose(node.description),
    parameters.length ? [el('h4', {}, 'Parameters'), el('table', {}, el('tbody', {}, parameters.map((parameter) => row(
      parameter.name, parameter.schema, parameter.required, parameter.description,
      el('div', { class: 'quiet' }, `in the ${parameter.in}`)))))] : null,
    node.requestBody ? [el('h4', {}, 'Body'), content(node.requestBody)] : null,
    el('h4', {}, 'Answers'),
    el('table', {}, el('tbody', {}, Object.entries(node.responses).map(answer))));
}

function operations() {
  return Object.entries(contract.paths).flatMap(([path, { parameters, ...methods }]) => Object.entries(methods)
    .map(([method, node]) => ({ path, method, shared: parameters, node })));
}

function show() {
  const all = operations();
  const of = (tag) => all.filter(({ node }) => node.tags.includes(tag.name));
  document.title = contract.info.title;
  document.getElementById('menu').open = matchMedia('(min-width: 52rem)').matches;
  document.getElementById('contents').replaceChildren(el('strong', {}, contract.info.title), ...contract.tags.flatMap(
    (tag) => [el('h2', {}, tag.name), el('ul', {}, of(tag).map(({ method, node }) => el('li', {},
      el('a', { href: `#${node.operationId}` }, el('span', { class: `method ${method}` }, method.toUpperCase()), ' ',
        node.summary))))]));
  document.getElementById('contract').replaceChildren(
    el('h1', {}, contract.info.title), el('p', { class: 'quiet' }, `Version ${contract.info.version}. As `,
      el('a', { href: 'openapi.yaml' }, 'openapi.yaml'), ' or ', el('a', { href: 'openapi.json' }, 'openapi.json'), '.'),
    ...prose(contract.info.description),
    ...contract.tags.flatMap((tag) => [el('h2', {}, tag.name), ...prose(tag.description), ...of(tag).map(operation)]));
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

if (contract) {
  show();
} else {
  document.getElementById('contract').replaceChildren(el('p', {}, 'The contract cannot be loaded. Please reload the page.'));
}
