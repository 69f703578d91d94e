greeting = Good morning, { $reader }
