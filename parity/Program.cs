return Interop.Parity.CommandLine.ParityCommandLine.Run(args);
