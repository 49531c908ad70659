import type { ReactNode } from 'react';

export interface NoticeProps {
  readonly title: string;
  readonly tone?: 'plain' | 'bad';
  readonly children?: ReactNode;
  readonly action?: { readonly label: string; readonly onClick: () => void } | null;
}

/** Something the reader should know where it happened: an empty list, a failure, a missing permission. */
export function Notice({ title, tone = 'plain', children, action = null }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'status' : undefined}>
      <p className="notice-title">{title}</p>
      {children}
      {action === null ? null : (
        <button type="button" className="button" onClick={action.onClick}>
          {action.label}
        </button>
      )}
    </div>
  );
}
