#!/usr/bin/env node
// @ts-check
/** `npx waybill …`: the command line, set up like every other command. */
import { run } from './run.mjs';

await run('waybill', process.argv.slice(2));
