import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/index.css';
import { queryClient } from './queries';
import { router } from './router';
import { startTexts } from './texts';

async function start(): Promise<void> {
  await startTexts();
  const at = document.getElementById('app');
  if (at === null) throw new Error('the page has no place for the dashboard');
  createRoot(at).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
