import { shorten } from '../../../src/format/display-width.js';
import { visible } from '../../../src/format/visible.js';
import type { Look } from '../../../src/upgrade/progress/renderer.js';

export const commands = {
  resume: 'rabbitctl -C prod rolling-upgrade resume',
  abort: 'rabbitctl -C prod rolling-upgrade abort',
  status: 'rabbitctl -C prod rolling-upgrade status',
};

export const plainLook: Look = { colour: false, visible, shorten, commands };
export const colourLook: Look = { ...plainLook, colour: true };
