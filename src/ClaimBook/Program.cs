return ClaimBook.Commands.CommandLine.Run(args);
