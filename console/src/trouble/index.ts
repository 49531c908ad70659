export { TroublePage } from './trouble-page.tsx';
