// The reference engine as a service: one JSON line in, one JSON line out, until stdin ends.
//   {id, form, submission}        → {id, errors: [{path, rule, message}], data}
//   {id, form, submission, times} → {id, seconds}: as many runs, each on its own copies, made before the clock starts
//   {id, logic: [rules], data, times} → {id, seconds}: the rules by json-logic-js
// Where the reference itself throws, the answer is {id, crash}.
import { createInterface } from 'node:readline';
import core from '@formio/core';
import jsonLogic from 'json-logic-js';

const { processSync, Processors, interpolateErrors } = core;

// The reference talks on the console; stdout is ours.
console.log = console.warn = console.error = () => {};

function run(form, submission) {
  const context = {
    form,
    submission,
    data: submission.data,
    components: form.components,
    processors: Processors,
    scope: { errors: [] },
    config: { server: true },
  };
  processSync(context);
  return context;
}

function check({ form, submission }) {
  const context = run(form, submission);
  const errors = interpolateErrors(context.scope.errors).map(({ message, context: { path, validator } }) => ({
    path,
    rule: validator,
    message,
  }));
  return { errors, data: context.data };
}

function time({ form, submission, times }) {
  const copies = Array.from({ length: times }, () => [structuredClone(form), structuredClone(submission)]);
  const started = process.hrtime.bigint();
  for (const [ownForm, ownSubmission] of copies) interpolateErrors(run(ownForm, ownSubmission).scope.errors);
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9 };
}

function timeLogic({ logic, data, times }) {
  const started = process.hrtime.bigint();
  for (let n = 0; n < times; n += 1) for (const rule of logic) jsonLogic.apply(rule, data);
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9 };
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    if (asked.logic) answer = timeLogic(asked);
    else answer = asked.times ? time(asked) : check(asked);
  } catch (error) {
    answer = { crash: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify({ id: asked.id, ...answer }) + '\n');
}
