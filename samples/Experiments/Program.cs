using Interop.Samples.Experiments;

const string Folder = "artifacts/experiments";

var unknown = args.Except(Experiment.All.Select(experiment => experiment.Name)).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"'{unknown[0]}' is no experiment; name some of these, or none to run all:");
    foreach (var experiment in Experiment.All)
    {
        Console.Error.WriteLine($"  {experiment.Name,-20} {experiment.Question}");
    }

    return 2;
}

Directory.CreateDirectory(Folder);
foreach (var experiment in Experiment.All.Where(experiment => args.Length == 0 || args.Contains(experiment.Name)))
{
    Console.WriteLine($"{experiment.Name}: {experiment.Question}");
    var result = experiment.Run();
    Console.WriteLine(result.Table);
    foreach (var (name, picture) in result.Pictures)
    {
        var path = Path.Combine(Folder, $"{name}.svg");
        File.WriteAllText(path, picture.ToDocument());
        Console.WriteLine($"-> {path}");
    }

    Console.WriteLine();
}

return 0;
