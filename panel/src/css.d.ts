/** Style sheets are side effects that the bundler of the host collects. */
declare module '*.css';
