/** The node types of Atlassian Document Format (https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/). */
export const nodeTypes: ReadonlySet<string> = new Set([
  ...['paragraph', 'heading', 'text', 'hardBreak', 'rule', 'blockquote', 'panel', 'codeBlock', 'placeholder'],
  ...[
    'bulletList',
    'orderedList',
    'listItem',
    'taskList',
    'taskItem',
    'blockTaskItem',
    'decisionList',
    'decisionItem',
  ],
  ...[
    'table',
    'tableRow',
    'tableCell',
    'tableHeader',
    'expand',
    'nestedExpand',
    'layoutSection',
    'layoutColumn',
  ],
  ...['media', 'mediaSingle', 'mediaGroup', 'mediaInline', 'image', 'caption'],
  ...['mention', 'emoji', 'date', 'status', 'inlineCard', 'blockCard', 'embedCard'],
  ...['extension', 'inlineExtension', 'bodiedExtension', 'multiBodiedExtension', 'extensionFrame'],
  ...[
    'syncBlock',
    'bodiedSyncBlock',
    'confluenceJiraIssue',
    'confluenceUnsupportedBlock',
    'confluenceUnsupportedInline',
  ],
]);
