export const GET = () => {};
