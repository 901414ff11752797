import { Component } from 'react';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../kit/notices';

/** A page that fails says so, and the rest of the console goes on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="ple-page">
        <ErrorNotice error={this.state.error} onRetry={() => location.reload()} />
      </div>
    );
  }
}
