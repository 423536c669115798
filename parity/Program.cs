Console.WriteLine("Interop parity");
return 0;
