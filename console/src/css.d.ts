/** Style sheets are side effects that Vite collects. */
declare module '*.css';
declare module '@fontsource-variable/inter';
