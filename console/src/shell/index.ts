export { Header } from './header.tsx';
export { TokenForm } from './token-form.tsx';
