import { Page } from '../kit/page';
import { EmptyState } from '../kit/notices';
import { Link } from './router';

/** There is no such page, or it is not for this reader. */
export function NotFound() {
  return (
    <Page title="Not here">
      <EmptyState icon="alert" title="There is no such page for you">
        The address is wrong, or your roles do not show this page. <Link to="/">Go to your first page</Link>, or ask
        your administrator for the role that you miss.
      </EmptyState>
    </Page>
  );
}
