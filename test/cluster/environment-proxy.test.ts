import { expect, it } from 'vitest';
import { environmentProxy } from '../../src/cluster/environment-proxy.js';

const both = { HTTPS_PROXY: 'http://secure:3128', http_proxy: 'plain:3128' };

it('is chosen by the scheme, in letters of either size', () => {
  expect(environmentProxy('https://mq1:15671', both)).toEqual({
    value: 'http://secure:3128',
    origin: 'environment HTTPS_PROXY',
  });
  expect(environmentProxy('http://mq1:15672', both)).toEqual({
    value: 'http://plain:3128',
    origin: 'environment http_proxy',
  });
  expect(environmentProxy('https://mq1', { all_proxy: 'http://a:1' })?.value).toBe('http://a:1');
  expect(environmentProxy('https://mq1', { https_proxy: '', HTTPS_PROXY: 'http://a:1' })?.value).toBe('http://a:1');
  expect(environmentProxy('http://mq1', { HTTPS_PROXY: 'http://a:1' })).toBeUndefined();
  expect(environmentProxy('https://mq1', {})).toBeUndefined();
});

it.each(['http://localhost:15672', 'https://127.0.0.1', 'https://[::1]:15671', 'http://a.localhost'])(
  'never stands before this machine: %s',
  (url) => expect(environmentProxy(url, { ...both, NO_PROXY: '' })).toBeUndefined(),
);

it.each<[list: string, host: string, goesAround: boolean]>([
  ['*', 'mq1', true],
  ['mq1', 'mq1', true],
  ['mq1', 'mq10', false],
  ['MQ1.Example.com', 'mq1.example.com', true],
  ['example.com', 'mq1.example.com', true],
  ['.example.com', 'mq1.example.com', true],
  ['*.example.com', 'mq1.example.com', true],
  ['example.com', 'badexample.com', false],
  ['other, mq1', 'mq1', true],
  ['other mq1', 'mq1', true],
  ['mq1:15671', 'mq1', true],
  ['mq1:443', 'mq1', false],
  ['10.0.0.3', '10.0.0.3', true],
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.0.0.0/8', '11.1.2.3', false],
  ['10.0.0.0/8', 'mq1', false],
  ['10.0.0.0/99', '10.1.2.3', false],
  ['fd00::/8', '[fd00::1]', true],
  ['fd00::1', '[fd00::1]', true],
  ['[fd00::1]:15671', '[fd00::1]', true],
  ['0.0.3', '10.0.0.3', false],
  [',,', 'mq1', false],
])('NO_PROXY=%s and %s: %s', (list, host, goesAround) => {
  const env = { ...both, no_proxy: list };
  expect(environmentProxy(`https://${host}:15671`, env) === undefined).toBe(goesAround);
});
