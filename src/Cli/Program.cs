using Interop.Cli;

return InteropCommandLine.Run(args, Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected);
