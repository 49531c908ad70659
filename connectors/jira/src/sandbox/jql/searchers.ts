import { Refusal } from '../http/index.ts';
import { type Issue, statusCategories } from '../state/index.ts';
import { documentToWiki } from '../text/index.ts';
import type { SearchContext } from './candidate.ts';
import { fieldSearcher } from './field-searcher.ts';
import { keySearcher } from './key-searcher.ts';
import { referenceSearcher } from './reference-searcher.ts';
import type { Searcher } from './searcher.ts';
import { textSearcher } from './text-searcher.ts';

const commentText = (issue: Issue): string =>
  issue.comments.map((comment) => documentToWiki(comment.body)).join('\n');

/** Finds how to search by a name in a query. Throws the refusal for a field nobody knows. */
export function searcherFor(name: string, context: SearchContext): Searcher {
  const word = name.toLowerCase();
  const found = special(word, context) ?? byClauseName(word, context);
  if (!found)
    throw new Refusal(400, [`Field '${name}' does not exist or you do not have permission to view it.`]);
  return found;
}

function byClauseName(word: string, context: SearchContext): Searcher | null {
  for (const field of context.state.fields.values()) {
    if (field.clauseNames.some((clauseName) => clauseName.toLowerCase() === word))
      return fieldSearcher(field, context);
  }
  return null;
}

function special(word: string, context: SearchContext): Searcher | null {
  const text = (id: string): Searcher | null => byClauseName(id, context);
  switch (word) {
    case 'key':
    case 'issuekey':
    case 'issue':
    case 'id':
      return keySearcher(context);
    case 'statuscategory':
      return referenceSearcher({
        context,
        words: ({ issue, fields }) => {
          const category = issue.project.workflow.statuses.find(
            (status) => status.id === fields.status,
          )?.category;
          return category
            ? [category.name, category.key, String(category.id)].map((name) => name.toLowerCase())
            : [];
        },
        isKnown: (asked) =>
          statusCategories.some((category) =>
            [category.name, category.key, String(category.id)].some((name) => name.toLowerCase() === asked),
          ),
      });
    case 'comment':
      return textSearcher(({ issue }) => commentText(issue));
    case 'text': {
      const parts = [text('summary'), text('description'), text('environment')];
      return textSearcher((candidate) =>
        [...parts.map((part) => part?.order(candidate) ?? ''), commentText(candidate.issue)]
          .join('\n')
          .trim(),
      );
    }
    default:
      return null;
  }
}
