brief = { follow }
follow = { brief }
topic = { topic }s
places = { people }
