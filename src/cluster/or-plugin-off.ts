import { NotFound, NotOverHttp } from '../errors.js';

/** A list that only a plugin's own part of the API has: where that is off, NotOverHttp, for the node's tool may still know. */
export async function orPluginOff<T>(plugin: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof NotFound) throw new NotOverHttp(`the plugin ${plugin} is off`, { cause: error });
    throw error;
  }
}
