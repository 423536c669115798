using Interop.Parity;

foreach (Backend backend in Backends.All)
{
    Console.WriteLine($"backend {backend.Summary}");
}

return 0;
