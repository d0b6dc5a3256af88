import type { Survey } from '../survey.js';

/** What the members see, without these nodes: that they count one that joins or leaves is no disagreement. */
export function withoutNodes(survey: Survey, names: readonly string[]): Survey {
  const members = survey.members.map(({ view, ...of }) => ({
    ...of,
    view: view
      ?.filter(({ name = '' }) => !names.includes(name))
      .map(({ partitions, ...node }) => ({
        ...node,
        ...(partitions !== undefined && { partitions: partitions.filter((other) => !names.includes(other)) }),
      })),
  }));
  return { ...survey, members };
}
