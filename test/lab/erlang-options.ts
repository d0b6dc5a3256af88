/**
 * For an Erlang VM that shares its processors with many others: it does not wait busily. 3.8.9's brokers do, of themselves, and
 * three take one and a half cores; so do all tools, for a third of their processor time.
 */
export const calm = '+sbwt none +sbwtdcpu none +sbwtdio none';

/** With one scheduler a tool starts faster, too; what it does is the same. */
export const calmTool = `+S 1:1 ${calm}`;
