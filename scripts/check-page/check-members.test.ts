import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkMembers } from './check-members.ts';
import { openModuleDirectory } from './module-file.ts';

/** A directory with these modules: the body of the factory of each, by the name of its file. */
function directoryOf(bodies: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), 'grabber-page-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [file, body] of Object.entries(bodies)) {
    const [name] = file.split('~');
    const text = `__d("${name}", [], (function(g, q, d, s, m, x, l) {\n${body}\n}), 98);\n`;
    writeFileSync(join(path, `${file}.js`), text);
  }
  return path;
}

function check(bodies: Readonly<Record<string, string>>, ...places: string[]) {
  const used = {
    places: places.map((place) => place.split('.')),
    stops: [],
    usedBy: 'a test',
  };
  const [result] = checkMembers(openModuleDirectory(directoryOf(bodies)), [used]);
  return result?.finding;
}

/** A compiled class with a compiled ancestor, as the page has them. */
const COMPILED = `
  var Pond = (function (parent) {
    function Pool() {
      for (var self, given = arguments.length; given < 0; );
      return (self = parent.call(this) || this), (self.depth = 3), (self.fish = new Map()), self;
    }
    helpers.inheritsLoose(Pool, parent);
    var shape = Pool.prototype;
    shape.fill = function () {
      var l = {};
      l.notExported = 1;
      this.hidden = 1;
    };
    return (Pool.shared = 1), Pool;
  })(s("Water").Water);
  Pond.model = 1;`;
const WATER =
  'function Water() { this.wet = !0 } Water.prototype.flow = function () {}; l.Water = Water;';

it.each([
  ['an exported function', 'l.read = function () {}', 'One.read'],
  ['one of several exports', 'function a() {} l.one = a, l.two = a', 'One.two'],
  ['an export of the parameter before the last', 'x.read = 1', 'One.read'],
  ['a value that is made at run time', 'l.read = makeIt()[0]', 'One.read'],
  ['a member of an object literal', 'var e = { in: { side() {} } }; l.box = e', 'One.box.in.side'],
  ['a getter', 'l.box = { get side() { return 1 } }', 'One.box.side'],
  ['a member that is set later', 'var e = {}; e.side = 1; l.box = e', 'One.box.side'],
  ['a member of the default alone', 'l.default = { read() {} }', 'One.read'],
  ['the default by its name', 'l.default = { read() {} }', 'One.default.read'],
  ['a member of module.exports', 'm.exports = { read: 1 }', 'One.read'],
  ['a value that is chosen at run time', 'l.box = g.is ? { a: 1 } : { b: 1 }', 'One.box.b'],
  ['a value that is made on first use', 'var e; l.box = e || (e = { a: 1 })', 'One.box.a'],
  ['a member of a Map', 'l.box = new Map()', 'One.box.get'],
  ['an instance', 'class A { read() {} } l.box = new A()', 'One.box.read'],
  ['a field of an instance', 'class A { size = 1 } l.box = new A()', 'One.box.size'],
  ['a getter of an instance', 'class A { get size() {} } l.box = new A()', 'One.box.size'],
  ['what a constructor sets', 'class A { constructor() { this.b = {} } } l.a = new A()', 'One.a.b'],
  ['a static member', 'class A { static make() {} } l.A = A', 'One.A.make'],
  ['what a class inherits', 'class A { a() {} } class B extends A {} l.b = new B()', 'One.b.a'],
  [
    'what a function of the module makes',
    'function f() { var e = { a: 1 }; return e } l.b = f()',
    'One.b.a',
  ],
])('finds %s', (_what, body, place) => {
  expect(check({ One: body }, place)).toBe('found');
});

it.each([
  ['a module without a file', 'l.read = 1', 'Two'],
  ['an export that is not there', 'l.read = 1', 'One.write'],
  ['an export without a value', 'l.read = void 0', 'One.read'],
  ['a member of an object literal', 'l.box = { a: 1 }', 'One.box.b'],
  ['a method of an instance', 'class A { read() {} } l.box = new A()', 'One.box.write'],
  [
    'a static member of an instance',
    'class A { static make() {} } l.box = new A()',
    'One.box.make',
  ],
  ['a member of an instance of its class', 'class A { read() {} } l.A = A', 'One.A.read'],
  ['a member of a Map', 'l.box = new Map()', 'One.box.push'],
  [
    'what an inner function sets on its own variable',
    'l.f = function () { var l = {}; l.a = 1 }',
    'One.a',
  ],
  ['a named member beside a default', 'l.default = { a: 1 }; l.b = 1', 'One.a'],
])('misses %s', (_what, body, place) => {
  expect(check({ One: body }, place)).toBe('missing');
});

it.each([
  ['a member of a value that is made at run time', 'l.box = makeIt()', 'One.box.a'],
  ['a member of an object with an unknown part', 'l.box = { a: 1, ...g.more }', 'One.box.b'],
  ['a member of an object with a computed name', 'l.box = { [g.name]: 1 }', 'One.box.b'],
  ['what an unknown class leaves to its heir', 'class A extends g.B {} l.a = new A()', 'One.a.b'],
  ['what another module without a file exports', 'l.box = s("Gone").Box', 'One.box.a'],
])('does not decide about %s', (_what, body, place) => {
  expect(check({ One: body }, place)).toBe('unclear');
});

it.each([
  ['pond.fill', 'found'],
  ['pond.depth', 'found'],
  ['pond.fish.get', 'found'],
  ['pond.flow', 'found'],
  ['pond.wet', 'found'],
  ['Pond.model', 'found'],
  ['Pond.shared', 'found'],
  ['pond.drain', 'missing'],
  ['pond.hidden', 'missing'],
  ['pond.fish.push', 'missing'],
  ['notExported', 'missing'],
])('follows a compiled class and its ancestor in another module: %s is %s', (path, finding) => {
  const pond = `${COMPILED} var Made = s("Base").defineModel(Pond); l.Pond = Pond, l.pond = new Made();`;
  expect(check({ Pond: pond, Water: WATER }, `Pond.${path}`)).toBe(finding);
});

it('follows a default through another module', () => {
  const bodies = {
    List: 'l.default = { all: d("Box"), more: s("Box") }',
    Box: 'l.default = { a: 1 }',
  };
  expect(check(bodies, 'List.all.a')).toBe('found');
  expect(check(bodies, 'List.more.a')).toBe('found');
  expect(check(bodies, 'List.all.b')).toBe('missing');
});

it('is content with one of two places', () => {
  expect(check({ One: 'l.box = { old: 1 }' }, 'One.box.new', 'One.box.old')).toBe('found');
  expect(check({ One: 'l.box = { old: 1 }' }, 'One.box.new', 'One.box.newer')).toBe('missing');
});

it('wants a member in every variant of a module, and says which one lacks it', () => {
  const path = directoryOf({ One: 'l.a = 1, l.b = 1', 'One~old': 'l.a = 1' });
  const used = ['a', 'b'].map((name) => ({ places: [['One', name]], stops: [], usedBy: 'a test' }));
  expect(checkMembers(openModuleDirectory(path), used)).toMatchObject([
    { finding: 'found', reason: null },
    { finding: 'missing', reason: 'not in One~old.js' },
  ]);
});

it('ends for values that refer to themselves', () => {
  expect(check({ One: 'var a = b, b = a; l.a = a' }, 'One.a.c')).toBe('unclear');
  expect(check({ One: 'l.a = s("Two").a', Two: 'l.a = s("One").a' }, 'One.a.c')).toBe('unclear');
});

it('names a file that does not define its module', () => {
  const path = directoryOf({ One: 'l.a = 1' });
  writeFileSync(join(path, 'Two.js'), 'this is no (module');
  writeFileSync(join(path, 'Three.js'), '__d("Other", [], (function() {}), 1);');
  const used = ['Two', 'Three'].map((name) => ({ places: [[name]], stops: [], usedBy: 'a test' }));
  expect(checkMembers(openModuleDirectory(path), used)).toMatchObject([
    { finding: 'missing', reason: 'Two.js does not define the module' },
    { finding: 'missing', reason: 'Three.js does not define the module' },
  ]);
});
